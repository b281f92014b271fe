// SPDX-License-Identifier: EUPL-1.2

import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {directory} from 'samspil';
import {ask, tell} from '../../connection';
import type {Values} from '../../forms/drafts';
import {amount, day, dayValues, type Field, list, text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {LANGUAGES, t} from '../../i18n';
import {Dialog} from '../../parts/dialog';
import {OfferCard} from '../../parts/offers';
import {Answer, Empty, LinkButton, Page} from '../../parts/page';
import {VersionedForm} from '../../parts/versioned';
import type {Problem} from '../../problems';
import {useQuery} from '../../query';
import type {Parameters} from '../../routes';
import {acting} from '../../session';

function Capacity({offer, done}: {offer: directory.Offer; done: () => void}) {
    const {capacity} = offer;
    const fields: Field[] = [
        {name: 'maximum', label: t('capacity-maximum'), kind: 'number', max: 100_000},
        {
            name: 'available',
            label: t('capacity-available'),
            hint: t('capacity-available-hint'),
            kind: 'number',
            max: 100_000,
        },
        {name: 'paused_until', label: t('capacity-paused'), hint: t('capacity-paused-hint'), kind: 'date'},
    ];
    const initial: Values = {
        maximum: String(capacity?.maximum ?? ''),
        available: String(capacity?.available ?? ''),
        ...dayValues('paused_until', capacity?.paused_until),
    };
    const save = async (values: Values, commandId: string) => {
        const until = day(values, 'paused_until');
        await tell(
            'directory.set_capacity',
            {
                offer_id: offer.offer_id,
                maximum: amount(values, 'maximum'),
                available: amount(values, 'available'),
                paused_until: until && new Date(`${until}T00:00:00`).toISOString(),
            },
            commandId,
        );
        done();
    };
    return (
        <Dialog title={t('capacity-title', {offer: offer.name})} close={done}>
            <Form
                draft={`capacity ${offer.offer_id}`}
                fields={fields}
                initial={initial}
                submit={t('save')}
                cancel={done}
                onSubmit={save}
            />
        </Dialog>
    );
}

export function Offers() {
    const query = useQuery('directory.search_offers', {organisation_id: acting.value?.organisation_id, limit: 50});
    const [open, setOpen] = useState<directory.Offer>();
    const done = () => {
        setOpen(undefined);
        void query.refresh();
    };
    return (
        <Page title={t('nav-offers')} lead={t('offers-lead')}>
            <div class="actions">
                <LinkButton href="/offers/new">{t('offer-new')}</LinkButton>
            </div>
            {open && <Capacity offer={open} done={done} />}
            <Answer query={query}>
                {({offers}) =>
                    offers.length === 0 ? (
                        <Empty text={t('offers-own-none')} />
                    ) : (
                        <ul class="cards">
                            {offers.map(offer => (
                                <OfferCard key={offer.offer_id} offer={offer}>
                                    <div class="actions">
                                        <button
                                            class="ds-button"
                                            type="button"
                                            onClick={() => setOpen(offer)}
                                            aria-label={`${t('capacity')}: ${offer.name}`}
                                        >
                                            {t('capacity')}
                                        </button>
                                        <a
                                            class="ds-button"
                                            data-variant="secondary"
                                            href={`/offers/${offer.offer_id}`}
                                            aria-label={`${t('edit')}: ${offer.name}`}
                                        >
                                            {t('edit')}
                                        </a>
                                    </div>
                                </OfferCard>
                            ))}
                        </ul>
                    )
                }
            </Answer>
        </Page>
    );
}

const offerFields = (): Field[] => [
    {name: 'name', label: t('offer-name'), required: true, max: 200},
    {name: 'description', label: t('offer-description'), hint: t('offer-description-hint'), kind: 'area', max: 10_000},
    {name: 'eligibility_description', label: t('offer-for-whom'), kind: 'area', max: 5000},
    {name: 'phone', label: t('phone'), kind: 'tel', max: 100},
    {name: 'email', label: t('email'), kind: 'email', max: 254},
    {
        name: 'languages',
        label: t('offer-languages'),
        kind: 'checks',
        options: Object.entries(LANGUAGES).map(([code, {name}]): [string, string] => [code, name]),
    },
    {
        name: 'assessment',
        label: t('offer-assessment'),
        kind: 'radios',
        options: [
            ['yes', t('yes')],
            ['no', t('no')],
        ],
    },
];

const asValues = (offer?: directory.Offer): Values => ({
    name: offer?.name ?? '',
    description: offer?.description ?? '',
    eligibility_description: offer?.eligibility_description ?? '',
    phone: offer?.phone ?? '',
    email: offer?.email ?? '',
    languages: offer?.languages ?? [],
    assessment: offer?.assessment_required ? 'yes' : 'no',
});

/* The command replaces all of an offer: what the form does not ask for is sent as it was. */
const NOT_ASKED = [
    'alternate_name',
    'url',
    'status',
    'minimum_age',
    'maximum_age',
    'application_process',
    'fees_description',
    'categories',
    'locations',
    'schedules',
    'source',
] as const;

const wordsOf = (values: Values) => ({
    name: text(values, 'name'),
    description: text(values, 'description'),
    eligibility_description: text(values, 'eligibility_description'),
    phone: text(values, 'phone'),
    email: text(values, 'email'),
    languages: list(values, 'languages'),
    assessment_required: text(values, 'assessment') === 'yes',
});

function NewOffer() {
    const {route} = useLocation();
    return (
        <Form
            draft="offer new"
            fields={offerFields()}
            initial={asValues()}
            submit={t('save')}
            cancel={() => route('/offers')}
            onSubmit={async (values, commandId) => {
                await tell('directory.publish_offer', wordsOf(values), commandId);
                route('/offers');
            }}
        />
    );
}

/* The refusal does not say how it is now. */
const currentOf = (offerId: string) => async (problem: Problem) =>
    problem.code === 'illegal_transition' ? (await ask('directory.get_offer', {offer_id: offerId})).offer : undefined;

function EndOffer({offer}: {offer: directory.Offer}) {
    const {route} = useLocation();
    const [asking, setAsking] = useState(false);
    return (
        <>
            <div>
                <button
                    class="ds-button"
                    data-variant="tertiary"
                    data-color="danger"
                    type="button"
                    onClick={() => setAsking(true)}
                >
                    {t('offer-withdraw')}
                </button>
            </div>
            {asking && (
                <Dialog title={t('offer-withdraw')} close={() => setAsking(false)}>
                    <p class="ds-paragraph">{t('offer-withdraw-lead')}</p>
                    <Form
                        draft={`withdraw ${offer.offer_id}`}
                        fields={[]}
                        submit={t('offer-withdraw')}
                        danger
                        cancel={() => setAsking(false)}
                        onSubmit={async (_, commandId) => {
                            await tell('directory.withdraw_offer', {offer_id: offer.offer_id}, commandId);
                            route('/offers');
                        }}
                    />
                </Dialog>
            )}
        </>
    );
}

function OfferForm({offer}: {offer: directory.Offer}) {
    const {route} = useLocation();
    return (
        <div class="stack">
            <VersionedForm
                draft={`offer ${offer.offer_id}`}
                item={offer}
                fields={offerFields()}
                valuesOf={asValues}
                send={(version, values, commandId, on) => {
                    const rest = Object.fromEntries(NOT_ASKED.map(name => [name, on[name]]));
                    const change = {offer_id: offer.offer_id, expected_version: version};
                    return tell('directory.update_offer', {...rest, ...wordsOf(values), ...change}, commandId);
                }}
                current={currentOf(offer.offer_id)}
                leave={() => route('/offers')}
            />
            <EndOffer offer={offer} />
        </div>
    );
}

export function EditOffer({params}: Parameters) {
    const isNew = params.id === 'new';
    const query = useQuery('directory.get_offer', isNew ? undefined : {offer_id: params.id!});
    const back: [string, string] = ['/offers', t('nav-offers')];
    if (isNew)
        return (
            <Page title={t('offer-new')} back={back}>
                <NewOffer />
            </Page>
        );
    return (
        <Page title={query.data?.offer.name ?? t('edit')} back={back}>
            <Answer query={query}>{({offer}) => <OfferForm offer={offer} />}</Answer>
        </Page>
    );
}
