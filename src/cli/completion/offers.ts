/** What a shell offers where a word is typed: words, a list of them divided by commas, or files. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly words: readonly string[] }
  /** Files with this ending, folders on the way, and words. */
  | { readonly kind: 'files'; readonly ending: string; readonly words: readonly string[] }
  | { readonly kind: 'folders' }
  /** A number, or a text that nobody can know. */
  | { readonly kind: 'nothing' };

/** An option as it is typed. A flag takes nothing. */
export interface OptionOffered {
  readonly flag: string;
  readonly says: string;
  readonly takes?: { readonly called: string; readonly offer: Offer };
}

/** A verb with all that may follow it. */
export interface VerbOffered {
  readonly name: string;
  readonly says: string;
  readonly operands: { readonly called: string; readonly isOne: boolean; readonly offer: Offer };
  readonly options: readonly OptionOffered[];
}
