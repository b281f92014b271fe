// SPDX-License-Identifier: EUPL-1.2
/* Every screen: its path, and whose it is. The navigation is made of the rows with a label. */
import type {ComponentType} from 'preact';
import {Citizen} from './screens/caseworker/citizen';
import {Citizens, OpenCase} from './screens/caseworker/citizens';
import {Inquiry} from './screens/caseworker/inquiry';
import {Refer} from './screens/caseworker/refer';
import {Transfer} from './screens/caseworker/transfer';
import {Work} from './screens/caseworker/work';
import {Ask} from './screens/citizen/ask';
import {Consents} from './screens/citizen/consents';
import {Conversation} from './screens/citizen/conversation';
import {Looked} from './screens/citizen/looked';
import {Now} from './screens/citizen/now';
import {OwnPlan} from './screens/citizen/own_plan';
import {OwnRepresentatives} from './screens/citizen/representatives';
import {Start} from './screens/citizen/start';
import {Accessibility} from './screens/common/accessibility';
import {Account} from './screens/common/account';
import {Directory} from './screens/common/directory';
import {News} from './screens/common/news';
import {Organisation} from './screens/common/organisation';
import {People} from './screens/common/people';
import {Referral} from './screens/common/referral';
import {Welcome} from './screens/common/welcome';
import {Active, Inbox} from './screens/coordinator/inbox';
import {EditOffer, Offers} from './screens/coordinator/offers';
import {Plans} from './screens/coordinator/plans';
import {ActivityScreen} from './screens/plan/activity';
import {GoalScreen} from './screens/plan/goal';
import {HistoryScreen} from './screens/plan/history';
import {InviteScreen} from './screens/plan/invite';
import {OffersScreen} from './screens/plan/offers';
import {PeopleScreen} from './screens/plan/people';
import {CasePlan} from './screens/plan/plan';
import {Challenge, Challenges} from './screens/project/challenges';
import {EditPilot, NewPilot} from './screens/project/edit';
import {Import} from './screens/project/import';
import {Imports} from './screens/project/imports';
import {Pilot} from './screens/project/pilot';
import {Register} from './screens/project/register';
import {type Desk, hasFeed, is, may} from './session';

export interface Parameters {
    params: Record<string, string>;
}

export interface Route {
    path: string;
    view: ComponentType<Parameters>;
    /* Whose; everybody's if absent. */
    desks?: Desk[];
    /* What else must hold. */
    when?: () => boolean;
    /* Text of its link in the navigation, and for whom it stands there if not for all. */
    label?: string;
    labelFor?: Desk[];
}

const TEAMS: Desk[] = ['coordinator', 'project', 'leader', 'administrator', 'integrator'];
const IN_PLANS: Desk[] = ['citizen', 'caseworker', 'coordinator'];
const SIGNED_IN: Desk[] = [...TEAMS, 'caseworker', 'citizen', 'person', 'operator', 'undecided'];

export const ROUTES: Route[] = [
    {path: '/', view: Work, desks: ['caseworker'], label: 'nav-work'},
    {path: '/citizens', view: Citizens, desks: ['caseworker'], label: 'nav-citizens'},
    {path: '/citizens/new', view: OpenCase, desks: ['caseworker']},
    {path: '/cases/:id', view: Citizen, desks: ['caseworker']},
    {path: '/cases/:id/refer', view: Refer, desks: ['caseworker']},
    {path: '/inquiries/:id', view: Inquiry, desks: ['caseworker']},
    {path: '/referrals/:id/transfer', view: Transfer, desks: ['caseworker']},

    {path: '/', view: Inbox, desks: ['coordinator'], label: 'nav-inbox'},
    {path: '/active', view: Active, desks: ['coordinator'], label: 'nav-active'},
    {path: '/plans', view: Plans, desks: ['coordinator', 'caseworker'], label: 'nav-plans'},
    {path: '/offers', view: Offers, desks: ['coordinator'], label: 'nav-offers'},
    {path: '/offers/:id', view: EditOffer, desks: ['coordinator']},

    {path: '/referrals/:id', view: Referral, desks: ['caseworker', 'coordinator']},
    {path: '/cases/:id/plan', view: CasePlan, desks: ['caseworker', 'coordinator']},
    {path: '/cases/:id/plan/goals/:item', view: GoalScreen, desks: IN_PLANS},
    {path: '/cases/:id/plan/activities/:item', view: ActivityScreen, desks: IN_PLANS},
    {path: '/cases/:id/plan/history', view: HistoryScreen, desks: IN_PLANS},
    {path: '/cases/:id/plan/offers', view: OffersScreen, desks: IN_PLANS},
    {path: '/cases/:id/plan/people', view: PeopleScreen, desks: IN_PLANS},
    {path: '/cases/:id/plan/invite', view: InviteScreen, desks: IN_PLANS},

    {path: '/', view: Now, desks: ['citizen'], when: () => may('case'), label: 'nav-now'},
    {path: '/', view: Account, desks: ['citizen']},
    {path: '/plan', view: OwnPlan, desks: ['citizen'], when: () => may('plan'), label: 'nav-plan'},
    {path: '/messages', view: Conversation, desks: ['citizen'], when: () => may('messages'), label: 'nav-messages'},
    {path: '/consents', view: Consents, desks: ['citizen'], when: () => may('case'), label: 'nav-consents'},
    {path: '/looked', view: Looked, desks: ['citizen'], when: () => may('case'), label: 'nav-looked'},
    {
        path: '/representatives',
        view: OwnRepresentatives,
        desks: ['citizen'],
        when: () => may('case'),
        label: 'nav-representatives',
    },
    {
        path: '/ask',
        view: Ask,
        desks: ['citizen', 'person'],
        when: () => may('referral'),
        label: 'nav-ask',
        labelFor: ['citizen'],
    },
    {path: '/', view: Start, desks: ['person']},

    {path: '/', view: Register, desks: ['project', 'operator']},
    {path: '/', view: Organisation, desks: ['leader', 'administrator', 'integrator'], label: 'nav-organisation'},
    {
        path: '/people',
        view: People,
        desks: [...TEAMS, 'caseworker'],
        when: () => is('administrator'),
        label: 'nav-people',
    },
    {path: '/', view: Welcome, desks: ['anonymous']},
    {path: '/', view: Account, desks: ['undecided']},
    {
        path: '/directory',
        view: Directory,
        desks: [...TEAMS, 'caseworker', 'citizen', 'person', 'operator'],
        label: 'nav-directory',
        labelFor: ['caseworker', 'person'],
    },
    {path: '/pilots', view: Register, label: 'nav-pilots', labelFor: [...TEAMS, 'caseworker', 'anonymous', 'operator']},
    {path: '/pilots/new', view: NewPilot, desks: TEAMS},
    {path: '/pilots/import', view: Imports, desks: [...TEAMS, 'operator']},
    {path: '/pilots/import/:id', view: Import, desks: [...TEAMS, 'operator']},
    {path: '/pilots/:id', view: Pilot},
    {path: '/pilots/:id/edit', view: EditPilot, desks: TEAMS},
    {
        path: '/challenges',
        view: Challenges,
        label: 'nav-challenges',
        labelFor: ['project', 'leader', 'administrator', 'integrator', 'anonymous'],
    },
    {path: '/challenges/:id', view: Challenge},
    {path: '/news', view: News, desks: SIGNED_IN, when: () => hasFeed.value},
    {path: '/account', view: Account, desks: SIGNED_IN},
    {path: '/accessibility', view: Accessibility},
];

export const isOpenTo = ({desks, when}: Route, desk: Desk) => (!desks || desks.includes(desk)) && (!when || when());
export const navigation = (desk: Desk) =>
    ROUTES.filter(route => route.label && isOpenTo(route, desk) && (!route.labelFor || route.labelFor.includes(desk)));
