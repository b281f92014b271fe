// SPDX-License-Identifier: EUPL-1.2
/* Comments on the plan, a goal or an activity, latest first. On the plan's own page stand those on all of it. */
import type {plans} from 'samspil';
import {tell} from '../../connection';
import {text} from '../../forms/fields';
import {Form} from '../../forms/form';
import {t, word} from '../../i18n';
import {Said} from '../../parts/messages';
import {Answer, Empty, Section} from '../../parts/page';
import {about, useQuery} from '../../query';
import {activityAddress, editorName, goalAddress, visibilityFamily} from './page';
import type {Whole} from './rules';

type Topic = Pick<plans.Comment, 'goal_id' | 'activity_id'>;

/* What a comment is about, with the way there; nothing for the plan as a whole. */
function Subject({of, whole}: {of: Topic; whole: Whole}) {
    const goal = whole.goals.find(each => each.goal_id === of.goal_id);
    const activity = whole.activities.find(each => each.activity_id === of.activity_id);
    const href = goal ? goalAddress(goal) : activity && activityAddress(activity);
    return href ? (
        <>
            {' · '}
            <a class="ds-link" href={href}>
                {(goal ?? activity)!.description ?? t('withheld')}
            </a>
        </>
    ) : null;
}

export function Comments({
    whole,
    topic = {},
    visibility = 'participants',
}: {
    whole: Whole;
    topic?: Topic;
    visibility?: plans.Visibility;
}) {
    const caseId = whole.plan.case_id;
    const of = {case_id: caseId, ...topic};
    const live = {concerns: about(['plans.commented'], caseId), as: 'refresh' as const};
    const query = useQuery('plans.list_comments', {...of, limit: 20}, live);
    const isWhole = !topic.goal_id && !topic.activity_id;
    const field = {
        name: 'text',
        label: t('comment'),
        hint: t('comment-readers', {who: word(visibilityFamily(), visibility)}),
        kind: 'area' as const,
        required: true,
        max: 5000,
    };
    return (
        <div class="no-print">
            <Section title={t('comments')}>
                <Form
                    draft={`comment ${caseId} ${topic.goal_id ?? topic.activity_id ?? ''}`}
                    fields={[field]}
                    submit={t('comment-send')}
                    onSubmit={async (values, commandId) => {
                        await tell('plans.add_comment', {...of, text: text(values, 'text')}, commandId);
                        await query.refresh();
                    }}
                />
                <Answer query={query}>
                    {({comments}) =>
                        comments.length === 0 ? (
                            <Empty text={t('comments-none')} />
                        ) : (
                            <ol class="messages">
                                {comments.map(comment => (
                                    <Said
                                        key={comment.comment_id}
                                        who={editorName(comment.editor)}
                                        at={comment.at}
                                        text={comment.text}
                                    >
                                        {isWhole && <Subject of={comment} whole={whole} />}
                                    </Said>
                                ))}
                            </ol>
                        )
                    }
                </Answer>
            </Section>
        </div>
    );
}
