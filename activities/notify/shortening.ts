/** @module Texts of one message of Slack that are shortened where they have to be, and whether any of them was. */
import type { PlainTextElement } from '@slack/types';
import { shorten } from './plain-words';
import { asTyped, escaped } from './slack-text';

/** Shortens texts, and remembers whether that took something away: then the reader is offered all of it. */
export class Shortening {
  private cut = false;

  /** Whether every text was shown whole. */
  get isWhole(): boolean {
    return !this.cut;
  }

  /** As `escaped` in `slack-text.ts`. */
  escaped(text: string, max: number): string {
    return this.noting(escaped(text), escaped(text, max));
  }

  /** As `asTyped` in `slack-text.ts`. */
  asTyped(text: string, max: number): PlainTextElement {
    this.noting(text.trim(), shorten(text.trim(), max));
    return asTyped(text, max);
  }

  /** As `shorten` in `plain-words.ts`. */
  shorten(text: string, max: number): string {
    return this.noting(text, shorten(text, max));
  }

  /** Something was left out otherwise. */
  leftOut(): void {
    this.cut = true;
  }

  private noting(whole: string, shown: string): string {
    if (shown !== whole) this.cut = true;
    return shown;
  }
}
