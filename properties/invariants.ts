import type { Design } from '../spec/design.ts';
import type { Property } from '../src/model/property.ts';
import { acknowledgedMeansTwoCopiesOrTheDevice } from './acknowledgement.ts';
import { dirtyIsClearedOnlyForTheDestagedVersion, versionsNeverDecrease } from './destaging.ts';
import {
  mirroredMeansTwoCopies,
  noOlderValueIsAnswered,
  survivableFaultsLeaveNothingSuspect,
  survivableFaultsLoseNothing,
} from './durability.ts';
import {
  emptyIndicatorMeansDrained,
  entriesStayUntilProtected,
  writeBackHasSupplyAndCharge,
} from './fifo.ts';
import {
  observedValuesNeverRegress,
  oldEpochsHaveNoEffect,
  unansweredWritesTakeEffectByTakeoverOrNever,
} from './history.ts';
import {
  linkedAndDrainedPagesAreWhole,
  mirrorPagesMapToDirtyVersions,
  releasedPagesAreOutOfReach,
  takeoverLinksTheHighestVersion,
} from './mirror-pages.ts';
import { everyDeviceComesToBeServed, noRequestWaitsForever } from './progress.ts';
import { refinement } from './refinement.ts';
import { ranksOf } from './verdict.ts';
import { wiringOf } from './wiring.ts';

/**
 * Everything that must hold of a design: I1 to I16, I20, the refinement to the ideal disk, and no deadlock (L1, L6). I13
 * to I15 speak of FIFOs, and only of designs that have them.
 */
export function invariantsOf(design: Design, w = wiringOf(design), ranks = ranksOf(w)): Property[] {
  return [
    survivableFaultsLoseNothing(w, ranks),
    noOlderValueIsAnswered(),
    unansweredWritesTakeEffectByTakeoverOrNever(),
    observedValuesNeverRegress(),
    oldEpochsHaveNoEffect(w),
    acknowledgedMeansTwoCopiesOrTheDevice(w),
    mirrorPagesMapToDirtyVersions(),
    releasedPagesAreOutOfReach(),
    takeoverLinksTheHighestVersion(),
    linkedAndDrainedPagesAreWhole(w),
    dirtyIsClearedOnlyForTheDestagedVersion(),
    versionsNeverDecrease(),
    ...(design.ack === 'fifo'
      ? [entriesStayUntilProtected(w), emptyIndicatorMeansDrained(w), writeBackHasSupplyAndCharge(w)]
      : []),
    mirroredMeansTwoCopies(w),
    survivableFaultsLeaveNothingSuspect(w),
    refinement(),
    everyDeviceComesToBeServed(w),
    noRequestWaitsForever(),
  ];
}
