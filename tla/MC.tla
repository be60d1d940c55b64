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

Names == <<"I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I14", "I15", "I16",
           "refinement", "L1", "L6", "first state", "first step",
           "mode mirrored", "mode writeThrough", "mode suspecting", "mode draining", "mode linking", "mode solo",
           "mode fenced", "mode stopped",
           "takeover links", "late device write", "unanswered write surfaces", "unanswered write is gone",
           "write-back", "write-through", "superseded in cache", "wrongly fenced", "copy while hung", "torn copy",
           "drain after death", "drain after fence", "drain on battery", "FIFO full", "destaged before drained",
           "truncated entry", "several pages at once", "pipelined">>

Register(name) == CHOOSE i \in DOMAIN Names : Names[i] = name
Registers == [name \in {Names[i] : i \in DOMAIN Names} |-> Register(name)]

ASSUME \A i \in DOMAIN Names : TLCSet(i, FALSE)

(* Notes that a property does not hold here, or that a witness is seen, once each. *)
Note(name) == TLCSet(Registers[name], TRUE) /\ PrintT(<<"noted", name, TLCGet("level")>>)
Expect(name, property) == TLCGet(Registers[name]) \/ property \/ Note(name)
Seen(name, witness) == TLCGet(Registers[name]) \/ (witness => Note(name))

RecordStates ==
  /\ Expect("first state", \A k \in Side : Mode(k) = "booting")
  /\ Expect("I1", I1)
  /\ Expect("I2", I2)
  /\ Expect("I5", I5)
  /\ Expect("I7", I7)
  /\ Expect("I8", I8)
  /\ Ack = "fifo" => Expect("I14", I14)
  /\ Expect("I16", I16)
  /\ Expect("L1", L1_at_rest)
  /\ Expect("L6", L6_at_rest)

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
