/** @module Segment's HTTP API, read into our words: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/ */
export { readSegment } from './read-segment';
export { SEGMENT_CALLS, type SegmentCall } from './call';
