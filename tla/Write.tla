-------------------------------- MODULE Write --------------------------------
(***************************************************************************)
(* Write: the switch routes a write to the controller in charge (A1, B9),  *)
(* and the host's data goes to its read/write pages (A6, B15).  The host   *)
(* is not answered here, but once a duplicate is whole (R0): see Duplicate *)
(* and Answer.                                                             *)
(***************************************************************************)
EXTENDS Rules

(* Table entries for the blocks of a request, 0 where there is none. *)
RECURSIVE FreshEntries(_, _, _, _)
FreshEntries(k, b, pages, taken) ==
  IF pages = 0 THEN << >>
  ELSE LET e == R2_fresh(k, b, taken) IN <<e>> \o FreshEntries(k, b + 1, pages - 1, IF e = 0 THEN taken ELSE e)

(* A1, A6, A9, B9: the switch routes a write to the controller in charge, which takes all its pages at once, *)
(* read/write and mirror, or lets the request wait: it never holds one while it waits for another (H39, H40). *)
HostWrite(k, b, pages) ==
  LET request  == b .. b + pages - 1
      mirrors  == Mode(k) = "mirrored"
      entries  == FreshEntries(k, b, pages, 0)
      taken    == Lowest(CleanPages(k), pages)
      newest   == [c \in request |-> blocks[c].issued + 1]
      numbered(c) == [blocks[c].numbers EXCEPT ![k] = [v \in DOMAIN @ |-> IF v = newest[c] THEN R1_epoch(k, c) ELSE @[v]]]
      filled(i) == LET c == b - 1 + CHOOSE n \in 1 .. pages : taken[n] = i
                   IN  [state |-> "filling", block |-> c, version |-> newest[c], written |-> 0]
      acquired(e) == LET c == b - 1 + CHOOSE n \in 1 .. pages : entries[n] = e
                     IN  [state |-> "acquired", block |-> c, version |-> newest[c]]
  IN  /\ Acts(k, Working)
      /\ request \subseteq Block /\ Owner(b) = Owner(b + pages - 1)
      /\ InCharge(k, b)
      /\ R5_fence_host(k, b)
      /\ \A c \in request : R16_open(c) /\ R14_resolve(c)
      /\ Sum([c \in Block |-> blocks[c].issued], Block) + pages <= Writes
      /\ Cardinality(CleanPages(k)) >= pages
      /\ mirrors => R2_paired(k, entries)
      /\ blocks' = [c \in Block |-> IF c \in request
                                    THEN [blocks[c] EXCEPT !.issued = newest[c], !.openAt = k, !.joined = c > b,
                                                           !.ending = "none", !.numbers = numbered(c)]
                                    ELSE blocks[c]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |->
                      IF \E n \in 1 .. pages : taken[n] = i THEN filled(i) ELSE @[i]]]
      /\ controllers' = IF mirrors
                        THEN [controllers EXCEPT ![k].table = [e \in Entry |->
                                IF \E n \in 1 .. pages : entries[n] = e THEN acquired(e) ELSE @[e]]]
                        ELSE controllers
      /\ UNCHANGED <<fifos, surroundings>>

(* A1, A6, B15: the host's data goes to the read/write page; the next page follows while the one before is copied. *)
WritePage(k, b) ==
  /\ Acts(k, Working)
  /\ IsOpen(k, b)
  /\ NewestIs(k, b, "filling")
  /\ R17_order(k, b)
  /\ \E i \in NewestPages(k, b) : caches' = [caches EXCEPT ![k][i].state = "dirty"]
  /\ UNCHANGED <<control, fifos, volume, surroundings>>

-----------------------------------------------------------------------------
(* The host asks; what follows is the array's. *)
HostWrites(k) == \E b \in Block, pages \in 1 .. PagesPerWrite : HostWrite(k, b, pages)

WriteNext(k) == \E b \in Block : WritePage(k, b)

(* By name and arguments, as a trace has them. *)
WriteTaken(name, args) ==
  \/ name = "HostWrite" /\ HostWrite(args[1], args[2], args[3])
  \/ name = "WritePage" /\ WritePage(args[1], args[2])

=============================================================================
