import { msNumberToTs } from '@temporalio/common/lib/time';
import { retriesOf } from './retries';

const time = (instant: string) => msNumberToTs(Date.parse(instant));

it('names the steps that failed, with their next attempt and why', () => {
  const failed = { activityType: { name: 'updateTask' }, attempt: 7, lastFailure: { message: 'Slack is down.' } };
  const pending = [
    { activityType: { name: 'tell' }, attempt: 1, scheduledTime: time('2026-03-02T09:00:00Z') },
    { ...failed, scheduledTime: time('2026-03-02T09:10:00Z'), lastStartedTime: time('2026-03-02T09:00:00Z') },
    { ...failed, scheduledTime: time('2026-03-02T09:10:00Z'), lastStartedTime: time('2026-03-02T09:10:00Z') },
  ];
  const retry = { what: 'updateTask', attempt: 7, because: 'Slack is down.' };
  expect(retriesOf(pending)).toEqual([
    { ...retry, nextAt: '2026-03-02T09:10:00.000Z' },
    { ...retry, nextAt: undefined },
  ]);
  expect(retriesOf(undefined)).toEqual([]);
});
