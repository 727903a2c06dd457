import { sentence } from '../../activities/notify/plain-words';
import type { TaskRow } from '../store/store';

/** `Expansion: Is Acme ready to expand?` */
export const questionOf = ({ card }: Pick<TaskRow, 'card'>): string =>
  `${card.playTitle}: ${sentence(card.question.replace(/\s+/g, ' '))}`;
