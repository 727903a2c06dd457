import { at, document, fresh, meeting } from './samples.contract';
import type { Store } from './store';

export function meetingsContract(store: () => Store): void {
  describe('meetings', () => {
    test('a later sequence replaces the meeting, an earlier one is ignored', async () => {
      const first = meeting();
      const moved = { ...first, sequence: 2, startsAt: at(60), endsAt: at(90) };
      expect(await store().meetings.save(first)).toEqual(first);
      expect(await store().meetings.save(moved)).toEqual(moved);
      expect(await store().meetings.save({ ...first, sequence: 1 })).toEqual(moved);
      expect(await store().meetings.save(moved)).toEqual(moved);
      expect(await store().meetings.get(first.uid)).toEqual(moved);
      expect(await store().meetings.get(fresh('meeting'))).toBeUndefined();
    });

    test('the list is in order of time and can be narrowed', async () => {
      const accountId = fresh('account');
      const [early, late] = [
        meeting({ accountId }),
        meeting({ accountId, startsAt: at(100), endsAt: at(130) }),
      ] as const;
      await store().meetings.save(late);
      await store().meetings.save(early);
      expect(await store().meetings.list({ accountId })).toEqual([early, late]);
      expect(await store().meetings.list({ runId: late.runId })).toEqual([late]);
    });

    test('overlapping finds confirmed meetings of attendees and organizers that share time with the span', async () => {
      const [guest, host] = [`${fresh('Guest')}@acme.example`, `${fresh('host')}@vendor.example`];
      const attendees = [{ name: 'Guest', email: guest, side: 'theirs' }] as const;
      const held = meeting({ attendees, organizer: host, startsAt: at(30), endsAt: at(60) });
      await store().meetings.save(held);
      await store().meetings.save(meeting({ attendees, startsAt: at(30), endsAt: at(60), status: 'cancelled' }));
      const overlap = (emails: string[], from: number, until: number) =>
        store().meetings.overlapping(emails, at(from), at(until));
      for (const email of [guest, guest.toUpperCase(), host])
        expect(await overlap([email, 'x@y.example'], 0, 31)).toEqual([held]);
      expect(await overlap([guest], 59, 90)).toEqual([held]);
      expect(await overlap([guest], 0, 30)).toEqual([]);
      expect(await overlap([guest], 60, 90)).toEqual([]);
      expect(await overlap(['x@y.example'], 0, 90)).toEqual([]);
      expect(await overlap([], 0, 90)).toEqual([]);
    });
  });
}

export function documentsContract(store: () => Store): void {
  describe('documents', () => {
    test('a version is written once', async () => {
      const first = document();
      expect(await store().documents.save(first)).toEqual(first);
      expect(await store().documents.save({ ...first, sha256: 'b'.repeat(64) })).toEqual(first);
    });

    test('without a version the latest is given', async () => {
      const first = document();
      const tenth = { ...first, version: 10, at: at(1) };
      await store().documents.save(tenth);
      await store().documents.save(first);
      expect(await store().documents.get(first.documentId)).toEqual(tenth);
      expect(await store().documents.get(first.documentId, 1)).toEqual(first);
      expect(await store().documents.get(first.documentId, 2)).toBeUndefined();
      expect(await store().documents.get(fresh('document'))).toBeUndefined();
    });

    test('the list is oldest first and can be narrowed', async () => {
      const accountId = fresh('account');
      const [early, late] = [document({ accountId }), document({ accountId, at: at(1) })] as const;
      await store().documents.save(late);
      await store().documents.save(early);
      expect(await store().documents.list({ accountId })).toEqual([early, late]);
      expect(await store().documents.list({ runId: early.runId })).toEqual([early]);
    });
  });
}
