/**
 * The named guards. Each protects a requirement (R1..R15 of rules.md; R0 is the acknowledgement rule of the claims
 * themselves) and can be weakened on its own, by its name or together with its siblings by the requirement's.
 */
export const rules = {
  R0_verified: {
    says: 'The host is answered only once the duplicate is whole: committed in the mirror page or verified in the FIFO.',
    source: 'B1, B15, H01, H02, H32',
  },
  R1_header: {
    says: 'A mirror page names its own device, block and sequence number, so that it survives the table that mapped it.',
    source: 'H03',
  },
  R1_commit: {
    says: 'A mirror page counts only once its commit mark is set, after its last sub-block.',
    source: 'H05, H06',
  },
  R2_fresh: {
    says: 'Every write takes a fresh mirror page; the page of the older version outlives the commit of the newer.',
    source: 'H06',
  },
  R3_highest: {
    says: 'Takeover links, per block, the highest committed sequence number.',
    source: 'H07',
  },
  R3_media: {
    says: 'Takeover never links a page that is not newer than the media.',
    source: 'H04, H11',
  },
  R4_invalidated: {
    says: 'A released mirror page is invalidated in the partner before it can be acquired again.',
    source: 'H04, H05',
  },
  R4_untargeted: {
    says: 'A mirror page is not released while a FIFO entry or the drain still targets it.',
    source: 'H20, H31',
  },
  R5_fence: {
    says: 'After takeover the acknowledgements, device writes and DMA of the old epoch are rejected.',
    source: 'H08, H09',
  },
  R5_drain: {
    says: "Takeover waits until the partner's FIFO is empty or can drain no more before it disables the mirror area.",
    source: 'B8, B14, H23',
  },
  R5_link: {
    says: 'The survivor serves the partner device only after every copy page is linked.',
    source: 'H16',
  },
  R6_arbiter: {
    says: 'At most one controller can fence the other: one arbiter decides.',
    source: 'H10',
  },
  R7_writeThrough: {
    says: 'With one copy only, the host is answered after the device write.',
    source: 'H12, H13, H29',
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
  R12_lost: {
    says: 'A block whose newest acknowledged version is gone is reported lost, never answered with an older value.',
    source: 'H45',
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
} as const;

export type RuleName = keyof typeof rules;

export const ruleNames = Object.keys(rules) as RuleName[];

/** The guards that a name stands for: itself, or all parts of a requirement such as `R5`. Empty for an unknown name. */
export function rulesNamed(name: string): RuleName[] {
  return ruleNames.filter((rule) => rule === name || rule.split('_')[0] === name);
}
