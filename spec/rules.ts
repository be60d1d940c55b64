import { withoutBy } from './literal.ts';

/**
 * The named guards. Each protects a requirement (R1..R18 of rules.md; R0 is the acknowledgement rule of the claims
 * themselves) and can be weakened on its own, by its name or together with its siblings by the requirement's. `alone`
 * says of a rule that loses nothing when it is weakened on its own why that is so.
 */
export const rules = {
  R0_verified: {
    says: 'The host is answered only once the duplicate is whole: committed in the mirror page or verified in the FIFO.',
    source: 'B1, B15, H01, H02, H32',
  },
  R0_written: {
    says: 'The host is answered only once its data is in the read/write page.',
    source: 'B10, B15',
    alone: 'no duplicate is whole before that (R17_page)',
  },
  R1_header: {
    says: 'A mirror page names its own device, block and sequence number, so that it survives the table that mapped it.',
    source: 'H03',
  },
  R1_commit: {
    says: 'A mirror page counts only once its commit mark is set, after its last sub-block.',
    source: 'H05, H06',
  },
  R1_epoch: {
    says: 'A number is (epoch, count): a survivor counts on in an epoch of its own, beyond every number before.',
    source: 'H56',
  },
  R2_fresh: {
    says: 'Every write takes a fresh mirror page; the page of the older version outlives the commit of the newer.',
    source: 'H06',
  },
  R2_paired: {
    says: 'While it mirrors, a controller takes a page for a write only together with a mirror page.',
    source: 'A1, H40',
  },
  R3_highest: {
    says: 'Takeover links, per block, the highest committed sequence number.',
    source: 'H07',
  },
  R3_media: {
    says: 'Takeover never links a page that is not newer than the media.',
    source: 'H04, H11',
  },
  R3_once: {
    says: 'Takeover links one page of a block.',
    source: 'A4, H07',
    alone: 'of two linked pages a read takes the newer, and what is destaged makes the older one clean',
  },
  R4_invalidated: {
    says: 'A released mirror page is invalidated in the partner before it can be acquired again.',
    source: 'H04, H05',
  },
  R4_untargeted: {
    says: 'A mirror page is not released while a FIFO entry or the drain still targets it.',
    source: 'H20, H31',
  },
  R4_needed: {
    says: 'A mirror page is released only once the device holds its version, or a newer one is committed.',
    source: 'A3, A11, H06',
  },
  R5_fence: {
    says: 'What comes with an old epoch is rejected where it arrives: DMA, device writes, answers to the host.',
    source: 'H08, H09',
  },
  R5_confirm: {
    says: 'No page of a device is linked before the device has confirmed the epoch of the survivor.',
    source: 'A5, H54',
  },
  R5_route: {
    says: 'The survivor takes charge only once no answer of the old owner gets through to the host.',
    source: 'B9, H53',
  },
  R5_lease: {
    says: 'Where hosts are wired to controllers, the survivor takes charge only once the lease of the old owner is over.',
    source: 'H53',
  },
  R5_detect: {
    says: 'A controller suspects its partner only once it does not hear it.',
    source: 'A4, H10',
  },
  R5_drain: {
    says: "Takeover waits until the partner's FIFO is empty or can drain no more before it disables the mirror area.",
    source: 'B8, B14, H23',
  },
  R5_link: {
    says: 'The survivor serves the partner device only after every copy page is linked.',
    source: 'H16',
  },
  R5_device: {
    says: 'A survivor writes to the device of its partner only once it is in charge of it.',
    source: 'A4, H08',
  },
  R6_arbiter: {
    says: 'At most one controller can fence the other: one arbiter decides.',
    source: 'H10',
  },
  R7_writeThrough: {
    says: 'With one copy only, the host is answered after the device write.',
    source: 'H12, H13, H29',
  },
  R7_degrade: {
    says: 'A controller gives up mirroring only once it has lost what a second copy needs.',
    source: 'H12, H29',
    alone: 'what is not mirrored is written to the device before the host is answered (R7_writeThrough)',
  },
  R8_protected: {
    says: 'A read returns only what the acknowledgement rule already protects.',
    source: 'H17',
  },
  R9_version: {
    says: 'The completion of a destage clears dirty only for the version that it wrote.',
    source: 'H18',
  },
  R11_charge: {
    says: 'Write-back is allowed only while the battery charge covers the drain steps of all that is queued.',
    source: 'H26, H27, H35',
  },
  R12_mark: {
    says: 'The arbiter knows that an answer relies on a single copy before it is given.',
    source: 'H45, H55',
    alone: 'no answer relies on a single copy (R7_writeThrough)',
  },
  R12_clear: {
    says: 'What the arbiter knows is taken back only once no answer relies on a cache.',
    source: 'H55',
  },
  R12_suspect: {
    says: 'What cannot be shown to be complete after a takeover is reported suspect, not answered.',
    source: 'H45, H55',
  },
  R13_committed: {
    says: 'An entry leaves the FIFO only after its mirror page is committed.',
    source: 'H24',
  },
  R14_resolve: {
    says: 'A write that the host gave up is completed or discarded before its block takes the next one.',
    source: 'H52',
  },
  R15_error: {
    says: 'What ended with an error is not done: it is done again, or told failed.',
    source: 'H51, H58',
  },
  R16_open: {
    says: 'A block has one open write at a time; the next waits until it is answered.',
    source: 'A1, B1, H52',
  },
  R16_copy: {
    says: 'The node channel copies one page at a time in each direction.',
    source: 'A8, A16',
  },
  R16_entry: {
    says: 'A FIFO takes one entry at a time; the next waits until the one before it is whole.',
    source: 'B6, H32',
  },
  R16_destage: {
    says: 'A controller has one device write of a block under way at a time.',
    source: 'A3, H57',
  },
  R17_page: {
    says: 'A page is duplicated only once the data of the host is in it.',
    source: 'A1, A8, B15',
  },
  R17_order: {
    says: 'The pages of a request are written in their order.',
    source: 'A6, A14',
    alone: 'the host is answered for all pages of a request at once (R0), and each is whole or not',
  },
  R17_answered: {
    says: 'A version that was not answered stays off the device while it can be written back.',
    source: 'B1, B10',
    alone:
      'an unanswered version on the device takes effect before a takeover ends, or a newer one replaces it',
  },
  R18_sizes: {
    says: 'A mirror area is allocated only once the sizes of both caches are known.',
    source: 'A2, A10, H41',
    alone: 'no copy goes to an area that is not there (R18_area)',
  },
  R18_area: {
    says: 'A table is created, and with it mirroring begun, only once the mirror area that it manages is there.',
    source: 'A1, A2, A10',
    alone: 'no write takes a page of an area that is not there (R2_paired)',
  },
} as const;

export type RuleName = keyof typeof rules;

/** The rules that lose nothing when they are weakened alone. */
export type QuietRule = {
  [R in RuleName]: (typeof rules)[R] extends { readonly alone: string } ? R : never;
}[RuleName];

export const ruleNames = Object.keys(rules) as RuleName[];

/** Why weakening the rule alone loses nothing, as far as was explored; undefined where it does lose something. */
export function quietBecause(rule: RuleName): string | undefined {
  const { alone }: { readonly says: string; readonly alone?: string } = rules[rule];
  return alone;
}

/**
 * The guards that a name stands for: itself, all parts of a requirement such as `R5`, or what a reading of the claims by
 * their letter does without, such as `literal-fence`. Empty for an unknown name.
 */
export function rulesNamed(name: string): RuleName[] {
  const without = withoutBy(name);
  return ruleNames.filter((rule) => rule === name || rule.split('_')[0] === name || without.includes(rule));
}

/** The rule that a name of none comes closest to: one that it begins, or else the first of a requirement beside it. */
export function nearestRule(name: string): RuleName | undefined {
  const word = name.toLowerCase();
  const begun = ruleNames.find((rule) => word.length > 1 && rule.toLowerCase().startsWith(word));
  const number = Number(/^r(\d{1,2})(_|$)/.exec(word)?.[1]);
  const beside = [number, number + 1, number - 1].flatMap((each) => rulesNamed(`R${each}`));
  return begun ?? beside[0];
}
