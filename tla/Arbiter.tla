------------------------------- MODULE Arbiter -------------------------------
(***************************************************************************)
(* What the arbiter keeps of each device, and who learns of it: owner and  *)
(* epoch (R5, R6), and a mark that says what the answers of its owner rely *)
(* on (R12).  The device, what is between the host and the controllers,    *)
(* and the old owner learn of an epoch one by one, in any order, the old   *)
(* owner late or never.                                                    *)
(***************************************************************************)
EXTENDS Losses, Answer

(* R5, R6, fence: the arbiter grants the next epoch of the device of the partner, from which the survivor takes nothing *)
(* more.                                                                                                                 *)
Fence(k) ==
  LET d == Partner(k) IN
  /\ Acts(k, {"suspecting"})
  /\ arbiterUp
  /\ R6_arbiter(k)
  /\ SetMode(k, "draining")
  /\ devices' = [devices EXCEPT ![d].granted = EpochOf(k, d)]
  /\ fifos' = IF InForce("R5_fence") THEN [fifos EXCEPT ![d] = DiscardHalves(@)] ELSE fifos
  /\ UNCHANGED <<caches, volume, supply, channel, arbiterUp, history>>

(* The controller that an epoch of a device belongs to. *)
OwnerIn(epoch, d) == CHOOSE k \in Side : EpochOf(k, d) = epoch

(* R5, confirm: a device learns of its epoch.  What its old owner has under way to it is void. *)
Confirm(d) ==
  /\ devices[d].confirmed < devices[d].granted
  /\ devices' = [devices EXCEPT ![d].confirmed = devices[d].granted]
  /\ blocks' = [b \in Block |-> IF InForce("R5_fence") /\ Owner(b) = d
                                 THEN Voided(blocks[b], OwnerIn(devices[d].confirmed, d)) ELSE blocks[b]]
  /\ UNCHANGED <<control, memory, supply, channel, arbiterUp, history>>

(* Nothing of the old owner gets to the host any more.  Its requests stay unanswered.  Where nobody follows, it resolves *)
(* them itself.                                                                                                          *)
CloseHostPath(d) ==
  LET old    == OwnerIn(devices[d].routed, d)
      all    == {b \in Block : Owner(b) = d}
      closed == IF devices[d].routed < devices[d].granted THEN CloseRequestsFor(Now, old, all) ELSE GiveUpFor(Now, old, all)
  IN  /\ devices' = [devices EXCEPT ![d].routed = @ + 1]
      /\ Become(IF InForce("R5_fence") THEN closed ELSE Now)
      /\ UNCHANGED <<supply, channel, arbiterUp, history>>

(* R5, B9, route: the switch lets no answer of the old owner through. *)
Route(d) == Path = "switch" /\ devices[d].routed < devices[d].granted /\ CloseHostPath(d)

(* R5, H53, lease: where hosts are wired to controllers, an owner answers nothing more once its lease is over, which is    *)
(* not renewed once the device is granted to the partner, nor when the arbiter has failed.                                 *)
Expire(d) ==
  /\ Path = "direct"
  /\ devices[d].routed < devices[d].granted + (IF arbiterUp THEN 0 ELSE 1)
  /\ CloseHostPath(d)

(* The host is answered as soon as the arbiter knows that the answer relies on a single copy (R7 weakened). *)
WaitsForMark(k, b) ==
  /\ IsOpen(k, b)
  /\ IsNewer(blocks[b], blocks[b].issued, blocks[b].media)
  /\ ~(blocks[b].ending = "errored" /\ R15_error)
  /\ R0_written(k, b)
  /\ Mode(k) # "mirrored"
  /\ R7_writeThrough
  /\ ~R12_mark(b)

SetMark(k, b) ==
  /\ Acts(k, Working)
  /\ arbiterUp
  /\ R5_fence_arbiter(k, b)
  /\ WaitsForMark(k, b)
  /\ devices' = [devices EXCEPT ![Owner(b)].mark = "one"]
  /\ UNCHANGED <<control, memory, volume, supply, channel, arbiterUp, history>>

(* R12: a controller that has given up mirroring has the arbiter note that its device holds all that was answered, where a *)
(* survivor could not show by now that it has all of it.  Until the arbiter has, it answers nothing.                        *)
ClearMark(k) ==
  /\ Acts(k, {"writeThrough"})
  /\ Arbiter # "none"
  /\ arbiterUp
  /\ devices[k].mark = "one" \/ (devices[k].mark = "two" /\ fifos[k].lost)
  /\ ~IsFenced(k)
  /\ R12_clear(k)
  /\ devices' = [devices EXCEPT ![k].mark = "nothing"]
  /\ UNCHANGED <<control, memory, volume, supply, channel, arbiterUp, history>>

-----------------------------------------------------------------------------
ArbiterNext(k) ==
  \/ Fence(k) \/ Confirm(k) \/ Route(k) \/ Expire(k) \/ ClearMark(k)
  \/ \E b \in Block : SetMark(k, b)

(* By name and arguments, as a trace has them. *)
ArbiterTaken(name, args) ==
  \/ name = "Fence"     /\ Fence(args[1])
  \/ name = "Confirm"   /\ Confirm(args[1])
  \/ name = "Route"     /\ Route(args[1])
  \/ name = "Expire"    /\ Expire(args[1])
  \/ name = "SetMark"   /\ SetMark(args[1], args[2])
  \/ name = "ClearMark" /\ ClearMark(args[1])

=============================================================================
