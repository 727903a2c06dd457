import type { Observation } from '../../domain/observations';
import { given } from '../fields';
import { invalid } from '../unreadable';
import type { SegmentCall } from './call';
import type { Message } from './message';
import { readTrack } from './named-events';
import { readPage, readScreen } from './pages';
import { describeAccount, describeCompany, describeContact, describeContract } from './traits';

/** What a call says, in our words. */
export function observationsOf(call: SegmentCall, message: Message): readonly Observation[] {
  const { body, traits, properties, context } = message;
  switch (call) {
    case 'identify':
      return [describeContact(traits, 'traits', context), ...describeCompany(traits)];
    case 'group':
      if (message.names.account.length === 0) throw invalid('groupId: expected the id of the group');
      return [describeAccount(traits, 'traits'), ...describeContract(traits, 'traits')];
    case 'track':
      return readTrack(given(body, 'event'), properties);
    case 'page':
      return [readPage(message)];
    case 'screen':
      return [readScreen(message)];
    case 'alias':
      // What it says is in the subject: two names of one person.
      return [{ type: 'contact.described', data: {} }];
  }
}
