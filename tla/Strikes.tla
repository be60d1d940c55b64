------------------------------- MODULE Strikes -------------------------------
(***************************************************************************)
(* In which order faults strike, and in which phase each finds the data of *)
(* one device.  Both are history: they stand in a variable that is here    *)
(* alone, where cut sets are asked for.  They cost states, so that nothing *)
(* strikes here but what is part of one of some sets.                      *)
(***************************************************************************)
EXTENDS Fold

CONSTANTS
  Noted,   \* the device: 1 or 2
  Among    \* the sets of faults

VARIABLE strikes   \* in their order, each <<fault, phase>>

-----------------------------------------------------------------------------
(* Whole copies of what the host was told is safe, or of something newer.  Those of a fenced controller do not count. *)

IsCurrent(thing, b) == thing.block = b /\ thing.version >= blocks[b].acknowledged /\ thing.version # 0

CopiesIn(k, b, states) == {i \in Page(k) : caches[k][i].state \in states /\ IsCurrent(caches[k][i], b)}
CountOfPages(b, states) == Sum([k \in Side |-> Cardinality(CopiesIn(k, b, states))], {k \in Side : Mode(k) # "fenced"})
CountOfEntries(b) == Sum([k \in Side |-> Cardinality({i \in ToDrain(k) : IsCurrent(Entries(k)[i], b)})], Side)

(* From the safest on. *)
Phases == <<"at rest", "undrained", "not destaged", "single copy">>

PhaseOf(b) ==
  LET dirty    == CountOfPages(b, {"dirty", "linked", "destaging"})
      mirrored == CountOfPages(b, {"committed"})
      waiting  == CountOfEntries(b)
  IN  IF blocks[b].media >= blocks[b].acknowledged THEN 1
      ELSE IF dirty + mirrored + waiting < 2 THEN 4
      ELSE IF mirrored = 0 /\ waiting > 0 THEN 2 ELSE 3

Phase ==
  IF {k \in Side : Mode(k) \in {"suspecting", "draining", "linking"}} # {} THEN "takeover"
  ELSE Phases[Greatest({PhaseOf(b) : b \in {b \in Block : Owner(b) = Noted}})]

-----------------------------------------------------------------------------
(* The array with this history *)

StrikesInit == Init /\ strikes = << >>
StrikesNext ==
  /\ Next
  /\ {S \in Among : faults' \subseteq S} # {}
  /\ strikes' = IF faults' = faults THEN strikes ELSE Append(strikes, <<CHOOSE f \in faults' \ faults : TRUE, Phase>>)

FoldedStrikes == <<Folded, strikes>>

(* The worst verdict of the device's blocks, with what struck. *)
RecordStrikes ==
  LET worst == Greatest({CHOOSE i \in DOMAIN Verdicts : Verdicts[i] = VerdictOf(b) : b \in {b \in Block : Owner(b) = Noted}})
      grade == <<Verdicts[worst], strikes>>
  IN  /\ RecordStart
      /\ \/ grade \in TLCGet(Graded)
         \/ /\ TLCSet(Graded, TLCGet(Graded) \cup {grade})
            /\ PrintT(<<"struck", grade[1], grade[2], TLCGet("level")>>)

=============================================================================
