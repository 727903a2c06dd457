import type { AccountPage } from '../client';
import { listed } from '../domain/wording';

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `low confidence (16 %)`. */
export function inWords(confidence: number): string {
  const level = confidence < 0.4 ? 'low' : confidence < 0.75 ? 'fair' : 'high';
  return `${level} confidence (${percent(confidence)})`;
}

/** How sure the health of an account is, and what nothing is known of. */
export function certainty({ confidence, components }: AccountPage['health']): string {
  const { product, support, sentiment, relationship, commercial } = components;
  const isMet = relationship.parts.some(({ name, score }) => name === 'sponsor' && score !== undefined);
  const lacks = [
    ...(product.score === undefined ? ['use'] : []),
    ...(support.score === undefined ? ['support'] : []),
    ...(sentiment.score === undefined ? ['surveys'] : []),
    ...(isMet ? [] : ['meetings']),
    ...(commercial.score === undefined ? ['payments'] : []),
  ];
  const sure = inWords(confidence);
  return `${sure.charAt(0).toUpperCase()}${sure.slice(1)}${lacks.length > 0 ? `: nothing known of ${listed(lacks, 'or')}` : ''}.`;
}
