import { app } from '../slack/identity';
import { type Html, html, trusted } from './html';

/** The parts of the page that change; the script fetches them anew when something happened. */
export interface Fragments {
  title: string;
  navigation: Html;
  main: Html;
  /** Empty: no modal is open. */
  modal: Html;
  /** Changes when the modal has to be drawn anew; while it stays, what the person has typed stays. */
  modalKey: string;
}

/** The page as it is first sent. */
export function renderDocument(fragments: Fragments): string {
  const doctype = trusted('<!doctype html>');
  return html`${doctype}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Local inbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to messages</a>
        <header class="top">
          <h1>Local inbox</h1>
          <p>What ${app.name} sends to Slack and by mail ends here.</p>
          <span id="status" role="status"></span>
        </header>
        <nav id="navigation" aria-label="Conversations">${fragments.navigation}</nav>
        <main id="main" tabindex="-1">
          <h2 id="title">${fragments.title}</h2>
          <div id="content">${fragments.main}</div>
          <form id="command" data-command>
            <input
              name="text"
              placeholder="Type a command: /plays help"
              aria-label="Command"
              autocomplete="off"
            /><button type="submit" class="btn">Send</button>
          </form>
        </main>
        <dialog id="modal" aria-label="Modal" data-key="${fragments.modalKey}">${fragments.modal}</dialog>
        <dialog id="confirm">
          <form method="dialog" class="modal">
            <header><h2></h2></header>
            <div class="modal-body"><p></p></div>
            <footer><button class="btn" value="no"></button><button class="btn" value="yes"></button></footer>
          </form>
        </dialog>
        <script src="/page.js"></script>
      </body>
    </html>`.text;
}

/** The same parts for the script. */
export function fragmentsAsJson(fragments: Fragments): Record<string, string> {
  const { title, navigation, main, modal, modalKey } = fragments;
  return { title, navigation: navigation.text, main: main.text, modal: modal.text, modalKey };
}
