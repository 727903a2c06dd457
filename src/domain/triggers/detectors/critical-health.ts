import { dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { isCustomer } from '../moment';
import type { Detector } from './detector';

/** `health.critical`: the health of a customer falls below its threshold, as far as it is known. */
export const criticalHealth: Detector = {
  name: 'health.critical',
  concerns: () => true,
  read: ({ view, at }, { health }, { health: { criticalBelow, rearmAt, minConfidence } }) => {
    const score = health?.score;
    if (!isCustomer(view)) return [];
    return [
      {
        of: '',
        raised: score !== undefined && score < criticalBelow && (health?.confidence ?? 0) >= minConfidence,
        cleared: score !== undefined && score >= rearmAt,
        fact: () =>
          derivedFact('health.critical', view.account.id, at, {
            data: { score: score ?? 0, below: criticalBelow, confidence: health?.confidence ?? 0 },
            because: `Health became critical on ${dayInWords(at)}: ${score}, below ${criticalBelow}.`,
          }),
      },
    ];
  },
};
