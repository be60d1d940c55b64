------------------------------- MODULE Losses --------------------------------
(***************************************************************************)
(* What is taken, and what goes with it.  A loss spreads (a unit goes off, *)
(* a cache is not fed, its controller stops, its requests end), so losses  *)
(* are functions of the state as a record, and the last of them becomes    *)
(* the next state.                                                         *)
(***************************************************************************)
EXTENDS Queue

(* The open requests of a controller for these blocks end unanswered; entries that were not verified by then are *)
(* discarded (H32).                                                                                              *)
CloseRequestsFor(s, k, bs) ==
  [s EXCEPT
    !.blocks   = [b \in Block |-> IF @[b].openAt = k /\ b \in bs
                                  THEN [@[b] EXCEPT !.openAt = 0, !.joined = FALSE, !.ending = "none"] ELSE @[b]],
    !.fifos[k] = DiscardHalves(@)]

CloseRequests(s, k) == CloseRequestsFor(s, k, Block)

(* Nobody waits for the open requests of a controller for these blocks any more, and they stay its own to resolve (R14). *)
GiveUpFor(s, k, bs) ==
  [s EXCEPT !.blocks = [b \in Block |-> IF @[b].openAt = k /\ b \in bs
                                         THEN Completed([@[b] EXCEPT !.joined = FALSE, !.ending = "aborted"]) ELSE @[b]]]

(* A controller stops: its table goes with it. *)
Stop(s, k) ==
  IF s.controllers[k].mode = "stopped" THEN s
  ELSE CloseRequests([s EXCEPT !.controllers[k].mode = "stopped", !.controllers[k].table = FreeTable], k)

Halt(s, k) == IF s.controllers[k].board = "down" THEN s ELSE Stop([s EXCEPT !.controllers[k].board = "down"], k)

(* A controller without its cache is degraded (A4) and stops. *)
LoseCache(s, k) ==
  Stop([s EXCEPT !.caches[k] = [i \in Page(k) |-> IF InReadWriteArea(@[i]) THEN CleanPage ELSE BlankPage]], k)

LoseFifo(s, k) ==
  IF s.fifos[k].state = "failed" THEN s
  ELSE [s EXCEPT !.fifos[k] = [state |-> "failed", lost |-> @.state # "empty", entries |-> << >>]]

-----------------------------------------------------------------------------
(* Supplies.  Fed and OnUnits are asked of the units and batteries as they become. *)

TakeLoad(feeding, i) ==
  IF feeding[i].state = "standby" /\ \E p \in Batteries[i].feeds : ~OnUnits(p)'
  THEN [feeding[i] EXCEPT !.state = "feeding"] ELSE feeding[i]

LoseUnfed(s, k) ==
  LET cacheGone == IF Fed(Cache[k])' THEN s ELSE LoseCache(s, k)
      boardGone == IF Fed(Board[k])' THEN cacheGone ELSE Halt(cacheGone, k)
  IN  IF Ack = "mirror" \/ Fed(Fifo[k])' THEN boardGone ELSE LoseFifo(boardGone, k)

(* What no longer has a supply is lost. *)
Supply(nextUnits, feeding) ==
  /\ units' = nextUnits
  /\ batteries' = [i \in DOMAIN Batteries |-> TakeLoad(feeding, i)]
  /\ Become(LoseUnfed(LoseUnfed(Now, 1), 2))
  /\ arbiterUp' = (arbiterUp /\ (Arbiter = "fed" => Fed("A")'))

Exhausted(i) == [batteries EXCEPT ![i] = [state |-> "flat", charge |-> 0]]

=============================================================================
