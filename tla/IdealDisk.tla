------------------------------ MODULE IdealDisk ------------------------------
(***************************************************************************)
(* What the whole array must look like to its host: a disk that never      *)
(* fails.  Each block has a value, and at most one write that may still    *)
(* take effect.  Everything else that an array does (copy, drain, destage, *)
(* takeover) is a stutter of this disk.                                    *)
(***************************************************************************)
EXTENDS Integers

CONSTANT Block

VARIABLE disk   \* block |-> [value: its version, pending: version of the write that may still take effect, 0 for none]

Init == disk = [b \in Block |-> [value |-> 0, pending |-> 0]]

Stays(b) == disk'[b] = disk[b]

(* The host issues a write. *)
Issues(b) ==
  /\ disk[b].pending = 0
  /\ disk'[b].value = disk[b].value
  /\ disk'[b].pending > disk[b].value

(* The write under way is answered, read back, recovered by a takeover, or completed though the host gave it up. *)
TakesEffect(b) ==
  /\ disk[b].pending # 0
  /\ disk'[b] = [value |-> disk[b].pending, pending |-> 0]

(* A write that was never answered is gone, or is told failed: it will not take effect any more. *)
Drops(b) == disk'[b] = [disk[b] EXCEPT !.pending = 0]

(* One request of the host may span several blocks. *)
Next == \A b \in Block : Stays(b) \/ Issues(b) \/ TakesEffect(b) \/ Drops(b)

Spec == Init /\ [][Next]_disk

=============================================================================
