------------------------------- MODULE Release -------------------------------
(***************************************************************************)
(* Release: a mirror page whose version is needed no more is free for      *)
(* other writes (A3, A11), under R2 and R4: a page that was freed too      *)
(* early, or not invalidated, is one that a takeover would link.           *)
(***************************************************************************)
EXTENDS Rules

(* A3, A11: a mirror page is released once its version is on the device, or a newer one committed (R2).  The partner *)
(* invalidates it in the same step (R4), and nothing may be on its way to it.                                         *)
Release(k, e) ==
  LET entry == Table(k)[e] IN
  /\ Acts(k, Working)
  /\ entry.state = "acquired"
  /\ R4_needed(k, entry)
  /\ R4_untargeted(k, e)
  /\ R4_invalidated(k)
  /\ caches' = [caches EXCEPT ![Partner(k)] = Invalidated(k, {e})]
  /\ controllers' = [controllers EXCEPT ![k].table = Released(k, {e})]
  /\ UNCHANGED <<fifos, volume, surroundings>>

-----------------------------------------------------------------------------
ReleaseNext(k) == \E e \in Entry : Release(k, e)

(* By name and arguments, as a trace has them. *)
ReleaseTaken(name, args) == name = "Release" /\ Release(args[1], args[2])

=============================================================================
