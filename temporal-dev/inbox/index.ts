/**
 * The local inbox: a double of Slack's Web API and an SMTP mailbox for development and tests, with a web page whose buttons
 * send signed interactions, and faults that can be switched on.
 * @module
 */
export { InboxError, type InboxErrorCode } from './errors';
export type { FaultCounts, FaultKind, FaultMix, FaultSettings, InboxFaults, PlannedFault } from './faults';
export { type Inbox, type InboxDeadlines, type InboxOptions, startInbox } from './inbox';
export type { HttpFault, InboxHttp } from './people/http-deliveries';
export type { SocketFault } from './socket/envelopes';
export type { DisconnectReason, InboxSocket } from './socket/sockets';
export type {
  HomeView,
  InboxAttachment,
  InboxHome,
  InboxMail,
  InboxMessage,
  InboxModal,
  InboxPerson,
  InteractionAnswer,
  MessageMetadata,
  ModalView,
  SlackBlock,
  TextObject,
} from './model';
export { GALLERY_DATA } from './page/gallery-sample';
export type { GalleryContent, GalleryData, GalleryModal, GalleryProvider, GallerySample } from './page/gallery-sample';
export type { GivenValues } from './people/input-values';
export { signatureHeaders } from './people/signing';
