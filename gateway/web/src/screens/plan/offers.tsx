// SPDX-License-Identifier: EUPL-1.2
/* An offer of help becomes an activity of the plan. It asks nobody for help yet: that is a referral. */
import {useState} from 'preact/hooks';
import {useLocation} from 'preact-iso/router';
import type {directory} from 'samspil';
import {tell} from '../../connection';
import {t} from '../../i18n';
import {OfferSearch} from '../../parts/offers';
import {Failure} from '../../parts/page';
import type {Problem} from '../../problems';
import type {Parameters} from '../../routes';
import {address, backToPlan, PlanPage} from './page';

function Add({offer, caseId}: {offer: directory.Offer; caseId: string}) {
    const {route} = useLocation();
    const [problem, setProblem] = useState<Problem>();
    const activity = {
        case_id: caseId,
        kind: 'volunteer_offer' as const,
        description: offer.name,
        offer_id: offer.offer_id,
        responsible: {party: 'organisation' as const, organisation_id: offer.organisation_id},
    };
    const add = () =>
        tell('plans.add_activity', activity).then(
            ({activity_id: id}) => route(address(caseId, `/activities/${id}`)),
            setProblem,
        );
    return (
        <>
            {problem && <Failure problem={problem} />}
            <div class="actions">
                <button
                    class="ds-button"
                    data-variant="secondary"
                    type="button"
                    aria-label={`${t('offer-to-plan')}: ${offer.name}`}
                    onClick={() => void add()}
                >
                    {t('offer-to-plan')}
                </button>
            </div>
        </>
    );
}

export const OffersScreen = ({params}: Parameters) => (
    <PlanPage
        caseId={params.id!}
        head={() => ({title: t('activity-from-offers'), lead: t('offer-to-plan-lead'), back: backToPlan(params.id!)})}
    >
        {() => <OfferSearch>{offer => <Add offer={offer} caseId={params.id!} />}</OfferSearch>}
    </PlanPage>
);
