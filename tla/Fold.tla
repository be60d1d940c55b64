--------------------------------- MODULE Fold ---------------------------------
(***************************************************************************)
(* What no rule and no property tells apart, folded.  As a VIEW it makes   *)
(* one state of all that have the same value, and of an endless history a  *)
(* finite graph.  A constant says which differences are folded:            *)
(*                                                                         *)
(* versions  how many versions of a block there were: rules compare those  *)
(*           that are held somewhere or were told to the host, and never   *)
(*           count with them                                               *)
(* slots     which page of an area holds what: rules look for a page by    *)
(*           what it holds, and take any that is free                      *)
(* blocks    which block of its device it is, where no write spans blocks  *)
(* sides     which side is which, in a design that is its own mirror image *)
(*                                                                         *)
(* No order decides which state stands for others: what they have in       *)
(* common is a bag of pages, and a set of images.                          *)
(***************************************************************************)
EXTENDS MC

CONSTANT Folds   \* names of what is folded

ASSUME Folds \subseteq {"versions", "slots", "blocks", "sides"}

(* Numbers that are not in the order of versions tell of versions that nothing holds any more. *)
ASSUME "versions" \in Folds => "R1_epoch" \notin Weakened

-----------------------------------------------------------------------------
(* Versions: each by its place among those of its block that are still there; 0 is none. *)

Held(s, b) ==
  LET block      == s.blocks[b]
      In(things) == {things[i].version : i \in {i \in DOMAIN things : things[i].block = b}}
  IN  {0, block.issued, block.acknowledged, block.settled, block.media, block.queued[1], block.queued[2]}
      \cup {block.overtaken[1][i] : i \in DOMAIN block.overtaken[1]}
      \cup {block.overtaken[2][i] : i \in DOMAIN block.overtaken[2]}
      \cup In(s.controllers[1].table) \cup In(s.caches[1]) \cup In(s.fifos[1].entries)
      \cup In(s.controllers[2].table) \cup In(s.caches[2]) \cup In(s.fifos[2].entries)

Ranks(held) == [v \in held |-> Cardinality({w \in held : w < v})]

Renumbered(s) ==
  LET ranks       == [b \in {0} \cup Block |-> IF b = 0 THEN <<>> ELSE Ranks(Held(s, b))]
      Anew(thing) == IF thing.block = 0 THEN thing ELSE [thing EXCEPT !.version = ranks[thing.block][@]]
      All(things) == [i \in DOMAIN things |-> Anew(things[i])]
  IN  [s EXCEPT
        !.controllers = [k \in Side |-> [@[k] EXCEPT !.table = All(@)]],
        !.caches      = [k \in Side |-> All(@[k])],
        !.fifos       = [k \in Side |-> [@[k] EXCEPT !.entries = All(@)]],
        !.blocks      = [b \in Block |-> [@[b] EXCEPT
                           !.issued = ranks[b][@], !.acknowledged = ranks[b][@], !.settled = ranks[b][@],
                           !.media = ranks[b][@], !.queued = [k \in Side |-> ranks[b][@[k]]],
                           !.overtaken = [k \in Side |-> [i \in DOMAIN @[k] |-> ranks[b][@[k][i]]]]]]]

-----------------------------------------------------------------------------
(* Slots: of the pages of an area how many there are of each, and not where. *)

Bag(all) == [one \in {all[i] : i \in DOMAIN all} |-> Cardinality({i \in DOMAIN all : all[i] = one})]

ReadWriteArea(s, k) == Bag([i \in 1 .. ReadWritePages(k) |-> s.caches[k][i]])

(* The mirror pages of a controller, in its partner's cache: each with its entry, and what is on its way to it.  Where R4 *)
(* is weakened one can be free and hold something, or be a target: then it makes a difference which is free first.        *)
MirrorArea(s, k) ==
  LET pages == [e \in Entry |-> <<s.controllers[k].table[e], s.caches[Partner(k)][MirrorIndex(Partner(k), e)],
                                  {i \in DOMAIN s.fifos[k].entries : s.fifos[k].entries[i].page = e}>>]
  IN  IF {"R2_fresh", "R4_invalidated", "R4_untargeted"} \cap Weakened = {} THEN Bag(pages) ELSE pages

Unplaced(s) ==
  [s EXCEPT
    !.caches      = [k \in Side |-> ReadWriteArea(s, k)],
    !.controllers = [k \in Side |-> [@[k] EXCEPT !.table = MirrorArea(s, k)]],
    !.fifos       = [k \in Side |-> [@[k] EXCEPT !.entries = [i \in DOMAIN @ |-> [@[i] EXCEPT !.page = 0]]]]]

-----------------------------------------------------------------------------
(* Blocks: the same state with other names for them. *)

Renamed(s, new) ==
  LET All(things) == [i \in DOMAIN things |-> IF things[i].block = 0 THEN things[i] ELSE [things[i] EXCEPT !.block = new[@]]]
  IN  [s EXCEPT
        !.controllers = [k \in Side |-> [@[k] EXCEPT !.table = All(@)]],
        !.caches      = [k \in Side |-> All(@[k])],
        !.fifos       = [k \in Side |-> [@[k] EXCEPT !.entries = All(@)]],
        !.blocks      = [b \in Block |-> @[CHOOSE old \in Block : new[old] = b]]]

Reorderings == {new \in Permutations(Block) : \A b \in Block : Owner(new[b]) = Owner(b)}

ASSUME "blocks" \in Folds => PagesPerWrite = 1

-----------------------------------------------------------------------------
(* Sides: the mirror image of a design, and of a state. *)

OtherPart(p) ==
  LET pair == CHOOSE names \in {Board, Cache, Fifo, Engine} : \E k \in Side : names[k] = p
  IN  IF p = pair[1] THEN pair[2] ELSE pair[1]

Exchanged(source)   == [source EXCEPT !.feeds = {OtherPart(p) : p \in @}]
Unnamed(source)     == [source EXCEPT !.name = ""]
Alike(one, another) == Unnamed(one) = Unnamed(another)

(* What a supply becomes: the first of several that feed the same becomes the first, and so on.  None in another design. *)
Others(supplies, i) ==
  LET Place(j) == Cardinality({n \in 1 .. j : Alike(supplies[n], supplies[j])})
  IN  {j \in DOMAIN supplies : Alike(supplies[j], Exchanged(supplies[i])) /\ Place(j) = Place(i)}

Other(supplies) == [i \in DOMAIN supplies |-> CHOOSE j \in Others(supplies, i) : TRUE]

OtherName(name) ==
  LET Among(supplies) == supplies[Other(supplies)[CHOOSE i \in DOMAIN supplies : supplies[i].name = name]].name
  IN  CASE name \in Part               -> OtherPart(name)
        [] name \in NamesOf(Power)     -> Among(Power)
        [] name \in NamesOf(Batteries) -> Among(Batteries)
        [] OTHER                       -> name

DeclaredWith(Name(_)) ==
  {[terms |-> Bag([i \in DOMAIN d.terms |-> <<d.terms[i][1], Name(d.terms[i][2])>>]), survives |-> d.survives] :
     d \in {Declares[i] : i \in DOMAIN Declares}}

IsOwnMirrorImage ==
  /\ CachePages[1] = CachePages[2]
  /\ \A supplies \in {Power, Batteries} : \A i \in DOMAIN supplies : Others(supplies, i) # {}
  /\ LET Itself(name) == name IN DeclaredWith(Itself) = DeclaredWith(OtherName)

ASSUME "sides" \in Folds => IsOwnMirrorImage

OtherSide(pair) == [k \in Side |-> pair[Partner(k)]]
OtherBlock      == [b \in Block |-> IF Owner(b) = 1 THEN b + BlocksPerDevice ELSE b - BlocksPerDevice]
OtherUnit       == Other(Power)
OtherBattery    == Other(Batteries)
OtherTarget     == [name \in Target |-> OtherName(name)]

MirrorImage(s) ==
  [Renamed(s, OtherBlock) EXCEPT
    !.controllers = OtherSide(@),
    !.caches      = OtherSide(@),
    !.fifos       = OtherSide(@),
    !.blocks      = [b \in Block |-> [@[b] EXCEPT !.queued = OtherSide(@),
                                                 !.overtaken = OtherSide(@),
                                                 !.numbers = OtherSide(@),
                                                 !.openAt = IF @ = 0 THEN 0 ELSE Partner(@)]],
    !.devices     = OtherSide(@),
    !.units       = [u \in DOMAIN @ |-> @[OtherUnit[u]]],
    !.batteries   = [i \in DOMAIN @ |-> @[OtherBattery[i]]],
    !.faults      = {<<fault[1], OtherTarget[fault[2]]>> : fault \in @}]

-----------------------------------------------------------------------------
(* The view *)

Images(s) ==
  LET reordered == IF "blocks" \in Folds THEN {Renamed(s, new) : new \in Reorderings} ELSE {s}
  IN  reordered \cup (IF "sides" \in Folds THEN {MirrorImage(image) : image \in reordered} ELSE {})

Folded ==
  LET Counted(s) == IF "versions" \in Folds THEN Renumbered(s) ELSE s
      Placed(s)  == IF "slots" \in Folds THEN Unplaced(s) ELSE s
  IN  {Placed(image) : image \in Images(Counted(Now))}

(* TLC 2.18 leaves unevaluated what a view does not compare, and then cannot put it on a disk.  This evaluates it. *)
Enumerated == vars = vars

=============================================================================
