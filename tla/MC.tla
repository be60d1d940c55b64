---------------------------------- MODULE MC ----------------------------------
(***************************************************************************)
(* What only TLC needs.  A model of a design is a module that extends this *)
(* one with the design's constants, and a configuration that says what to  *)
(* check.                                                                  *)
(*                                                                         *)
(* TLC stops at the first violation.  To learn the shortest way to each of *)
(* them in one run, the recorders below print a property when it is first  *)
(* seen violated, a witness when it is first seen, with the level of the   *)
(* state, and go on: they are always TRUE and hide nothing.  With one      *)
(* worker TLC goes breadth-first, and no level is smaller.  Builds of TLC  *)
(* differ in which level they tell while a state is new: the first state   *)
(* and the first step after the initial state say which it is.             *)
(***************************************************************************)
EXTENDS Liveness, Witnesses, TLC

(* The register of TLC that holds the names noted so far. *)
Register == 1

ASSUME TLCSet(Register, {})

IsNoted(name) == name \in TLCGet(Register)

(* The register of the verdicts noted so far, each with the faults that had struck. *)
Graded == 2

ASSUME TLCSet(Graded, {})

(* The worst verdict of any block, worst last. *)
Verdicts == <<"safe", "stranded", "lost", "stale", "torn">>
Worst == Verdicts[Greatest({CHOOSE i \in DOMAIN Verdicts : Verdicts[i] = VerdictOf(b) : b \in Block})]

RecordVerdicts ==
  LET grade == <<Worst, faults>> IN
  \/ grade \in TLCGet(Graded)
  \/ /\ TLCSet(Graded, TLCGet(Graded) \cup {grade})
     /\ PrintT(<<"graded", grade[1], grade[2], TLCGet("level")>>)

(* Notes that a property does not hold here, or that a witness is seen, once each. *)
Note(name) == TLCSet(Register, TLCGet(Register) \cup {name}) /\ PrintT(<<"noted", name, TLCGet("level")>>)
Expect(name, property) == IsNoted(name) \/ property \/ Note(name)
Seen(name, witness) == IsNoted(name) \/ (witness => Note(name))

RecordStart == Expect("first state", \A k \in Side : Mode(k) = "booting")

(* The verdicts of all sets of faults, and nothing else. *)
RecordSets == RecordStart /\ RecordVerdicts

RecordStates ==
  /\ RecordStart
  /\ Expect("I1", I1)
  /\ Expect("I2", I2)
  /\ Expect("I5", I5)
  /\ Expect("I7", I7)
  /\ Expect("I8", I8)
  /\ Ack = "fifo" => Expect("I14", I14)
  /\ Expect("I16", I16)
  /\ Expect("I20", I20)
  /\ Expect("L1", L1_at_rest)
  /\ Expect("L6", L6_at_rest)
  /\ RecordVerdicts

RecordSteps ==
  /\ Expect("first step", \A k \in Side : controllers'[k].mode = "booting")
  /\ Expect("I3", I3)
  /\ Expect("I4", I4)
  /\ Expect("I6", I6)
  /\ Expect("I9", I9)
  /\ Expect("I10", I10)
  /\ Expect("I11", I11)
  /\ Expect("I12", I12)
  /\ Ack = "fifo" => Expect("I13", I13) /\ Expect("I15", I15)
  /\ Expect("refinement", Ideal!Next)

RecordWitnesses ==
  /\ Seen("mode mirrored", Reached("mirrored"))
  /\ Seen("mode writeThrough", Reached("writeThrough"))
  /\ Seen("mode suspecting", Reached("suspecting"))
  /\ Seen("mode draining", Reached("draining"))
  /\ Seen("mode linking", Reached("linking"))
  /\ Seen("mode solo", Reached("solo"))
  /\ Seen("mode fenced", Reached("fenced"))
  /\ Seen("mode stopped", Reached("stopped"))
  /\ Seen("takeover links", TakeoverLinks)
  /\ Seen("late device write", LateDeviceWrite)
  /\ Seen("unanswered write surfaces", UnansweredWriteSurfaces)
  /\ Seen("unanswered write is gone", UnansweredWriteIsGone)
  /\ Seen("given up and completed", GivenUpIsCompleted)
  /\ Seen("given up and discarded", GivenUpIsDiscarded)
  /\ Seen("told failed", ToldFailed)
  /\ Seen("write-back", WriteBack)
  /\ Seen("write-through", WriteThrough)
  /\ Seen("superseded in cache", SupersededInCache)
  /\ Seen("wrongly fenced", WronglyFenced)
  /\ Ack = "mirror" => /\ Seen("copy while hung", CopyWhileHung)
                       /\ Seen("torn copy", TornCopy)
  /\ Ack = "fifo" => /\ Seen("drain after death", DrainAfterDeath)
                     /\ Seen("drain after fence", DrainAfterFence)
                     /\ Seen("drain on battery", DrainOnBattery)
                     /\ Seen("FIFO full", FifoIsFull)
                     /\ Seen("destaged before drained", DestagedBeforeDrained)
                     /\ Seen("truncated entry", TruncatedEntry)
  /\ PagesPerWrite > 1 => Seen("several pages at once", SeveralPagesAtOnce) /\ Seen("pipelined", Pipelined)

=============================================================================
