/** What a batch may hold. */
export const SEGMENT_CALLS = ['identify', 'track', 'group', 'page', 'screen', 'alias'] as const;
export type SegmentCall = (typeof SEGMENT_CALLS)[number];

export const isSegmentCall = (value: unknown): value is SegmentCall =>
  (SEGMENT_CALLS as readonly unknown[]).includes(value);
