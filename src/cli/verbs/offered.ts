import { shippedDesigns } from '../../files/package.ts';
import type { Offer, OptionOffered, VerbOffered } from '../completion/offers.ts';
import type { Operands, Option, Value, Verb } from './verb.ts';

const HELP: OptionOffered = { flag: '--help', says: 'this text' };

/** What may stand in a command line, as the verbs declare it. */
export function offered(verbs: readonly Verb[]): VerbOffered[] {
  return verbs.map(({ name, says, operands, options }) => ({
    name,
    says,
    operands: { called: operands.called, isOne: operands.most === 1, offer: offerOfOperands(operands) },
    options: [...options.map(optionOffered), HELP],
  }));
}

function offerOfOperands({ called, of }: Operands): Offer {
  if (of !== undefined) return { kind: 'words', words: of };
  if (called.startsWith('design')) return files('.json', shippedDesigns());
  return files('.schedule', []);
}

function optionOffered({ name, says, takes }: Option): OptionOffered {
  const option = { flag: `--${name}`, says };
  return takes === undefined ? option : { ...option, takes: { called: takes.called, offer: offerOf(takes) } };
}

function offerOf(takes: Value): Offer {
  switch (takes.kind) {
    case 'choice':
      return { kind: 'words', words: takes.of };
    case 'number':
      return takes.or === undefined ? { kind: 'nothing' } : { kind: 'words', words: [takes.or] };
    case 'texts':
      return files('', shippedDesigns());
    case 'text':
      return offerOfText(takes);
  }
}

function offerOfText({ called, list }: Value & { readonly kind: 'text' }): Offer {
  if (list !== undefined) return { kind: 'list', words: list };
  if (called === 'folder') return { kind: 'folders' };
  return called === 'file' ? files('', []) : { kind: 'nothing' };
}

function files(ending: string, words: readonly string[]): Offer {
  return { kind: 'files', ending, words };
}
