// SPDX-License-Identifier: EUPL-1.2
/* Search for offers of help, with what decides: free places and how long others waited. */
import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import type {directory} from 'samspil';
import {date} from '../format';
import {t} from '../i18n';
import {organisationName} from '../names';
import {useLasting, usePaused, useQuery} from '../query';
import {Answer, Empty} from './page';

export function places(offer: directory.Offer): string {
    const {capacity} = offer;
    if (capacity?.paused_until && capacity.paused_until > new Date().toISOString())
        return t('paused-until', {day: date(capacity.paused_until)});
    if (capacity?.available === undefined) return t('places-unknown');
    return capacity.available === 0 ? t('places-none') : t('places', {count: capacity.available});
}

export const wait = (offer: directory.Offer) =>
    offer.median_wait_days === undefined
        ? t('wait-unknown')
        : t('wait-days', {count: Math.round(offer.median_wait_days)});

export const OfferCard = ({offer, children}: {offer: directory.Offer; children?: ComponentChildren}) => (
    <li class="ds-card">
        <h2 class="ds-heading" data-size="xs">
            {offer.name}
        </h2>
        <p class="subtle">{organisationName(offer.organisation_id)}</p>
        <p class="ds-paragraph">{offer.description}</p>
        <p class="ds-paragraph">
            <strong>{places(offer)}</strong> · {wait(offer)}
        </p>
        {offer.eligibility_description && (
            <p class="ds-paragraph">
                {t('for-whom')} {offer.eligibility_description}
            </p>
        )}
        {children}
    </li>
);

export function OfferSearch({children}: {children?: (offer: directory.Offer) => ComponentChildren}) {
    const [typed, wanted, search] = usePaused();
    const [free, setFree] = useState(false);
    const query = useLasting(
        useQuery('directory.search_offers', {
            text: wanted || undefined,
            with_capacity: free || undefined,
            limit: 20,
        }),
    );
    return (
        <div class="stack">
            <form role="search" class="stack" onSubmit={event => event.preventDefault()}>
                <div class="ds-field">
                    <label class="ds-label" htmlFor="wanted">
                        {t('search-offers')}
                    </label>
                    <p class="ds-paragraph hint" id="wanted-hint">
                        {t('search-hint')}
                    </p>
                    <input
                        class="ds-input"
                        id="wanted"
                        type="search"
                        aria-describedby="wanted-hint"
                        value={typed}
                        onInput={event => search(event.currentTarget.value)}
                    />
                </div>
                <div class="ds-field">
                    <input
                        class="ds-input"
                        type="checkbox"
                        id="free"
                        checked={free}
                        onChange={event => setFree(event.currentTarget.checked)}
                    />
                    <label class="ds-label" htmlFor="free">
                        {t('only-free')}
                    </label>
                </div>
            </form>
            <Answer query={query}>
                {({offers}) => (
                    <>
                        <p class="ds-sr-only" role="status">
                            {t('found', {count: offers.length})}
                        </p>
                        {offers.length === 0 ? (
                            <Empty text={wanted || free ? t('offers-none-fit') : t('offers-none')} />
                        ) : (
                            <ul class="cards">
                                {offers.map(offer => (
                                    <OfferCard key={offer.offer_id} offer={offer}>
                                        {children?.(offer)}
                                    </OfferCard>
                                ))}
                            </ul>
                        )}
                    </>
                )}
            </Answer>
        </div>
    );
}
