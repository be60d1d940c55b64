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
(* sides     which side is which, in a design that is its own mirror image *)
(*                                                                         *)
(* No order is needed to choose the state that stands for others: what     *)
(* they have in common is a bag of pages, or a set of images.              *)
(***************************************************************************)
EXTENDS MC

CONSTANT Folds   \* {} \subseteq Folds \subseteq {"versions", "slots", "sides"}

ASSUME Folds \subseteq {"versions", "slots", "sides"}

-----------------------------------------------------------------------------
(* Versions: each by its place among those of its block that are still there; 0 is none. *)

Named(things) == {<<things[i].block, things[i].version>> : i \in DOMAIN things}

HeldByParts(s) == UNION {Named(s.controllers[k].table) \cup Named(s.caches[k]) \cup Named(s.fifos[k].entries) : k \in Side}
HeldByHost(s)  == UNION {{<<b, v>> : v \in {s.blocks[b].issued, s.blocks[b].acknowledged, s.blocks[b].settled,
                                            s.blocks[b].media, s.blocks[b].queued[1], s.blocks[b].queued[2]}} : b \in Block}

Ranks(s) ==
  LET held == {<<b, v>> \in HeldByParts(s) \cup HeldByHost(s) : v > 0}
  IN  [<<b, v>> \in held \cup ({0} \cup Block) \X {0} |-> Cardinality({<<c, w>> \in held : c = b /\ w <= v})]

Renumbered(s) ==
  LET ranks       == Ranks(s)
      Anew(thing) == [thing EXCEPT !.version = ranks[<<thing.block, @>>]]
      All(things) == [i \in DOMAIN things |-> Anew(things[i])]
  IN  [s EXCEPT
        !.controllers = [k \in Side |-> [@[k] EXCEPT !.table = All(@)]],
        !.caches      = [k \in Side |-> All(@[k])],
        !.fifos       = [k \in Side |-> [@[k] EXCEPT !.entries = All(@)]],
        !.blocks      = [b \in Block |-> [@[b] EXCEPT
                           !.issued = ranks[<<b, @>>], !.acknowledged = ranks[<<b, @>>], !.settled = ranks[<<b, @>>],
                           !.media = ranks[<<b, @>>], !.queued = [k \in Side |-> ranks[<<b, @[k]>>]]]]]

-----------------------------------------------------------------------------
(* Slots: of the pages of an area how many there are of each, and not where. *)

Bag(all) == [one \in {all[i] : i \in DOMAIN all} |-> Cardinality({i \in DOMAIN all : all[i] = one})]

ReadWriteArea(s, k) == Bag([i \in 1 .. ReadWritePages(k) |-> s.caches[k][i]])

(* The mirror pages of a controller, in its partner's cache: each with its entry, and what is on its way to it. *)
MirrorArea(s, k) ==
  Bag([e \in Entry |-> <<s.controllers[k].table[e], s.caches[Partner(k)][MirrorIndex(Partner(k), e)],
                         {i \in DOMAIN s.fifos[k].entries : s.fifos[k].entries[i].page = e}>>])

Unplaced(s) ==
  [areas       |-> [k \in Side |-> <<ReadWriteArea(s, k), MirrorArea(s, k)>>],
   controllers |-> [k \in Side |-> [s.controllers[k] EXCEPT !.table = << >>]],
   fifos       |-> [k \in Side |-> [s.fifos[k] EXCEPT !.entries = [i \in DOMAIN @ |-> [@[i] EXCEPT !.page = 0]]]],
   others      |-> <<s.blocks, s.units, s.batteries, s.channelUp, s.epoch, s.faults>>]

-----------------------------------------------------------------------------
(* Sides: a state and its mirror image.  Of supplies that feed the same, the first becomes the first, and so on. *)

OtherPart(p) ==
  LET pair == CHOOSE names \in {Board, Cache, Fifo, Engine} : \E k \in Side : names[k] = p
  IN  IF p = pair[1] THEN pair[2] ELSE pair[1]

Exchanged(source)   == [source EXCEPT !.feeds = {OtherPart(p) : p \in @}]
Unnamed(source)     == [source EXCEPT !.name = ""]
Alike(one, another) == Unnamed(one) = Unnamed(another)

(* What becomes of a supply: one, or none where the mirror image is another design. *)
Others(supplies, i) ==
  LET Place(j) == Cardinality({n \in 1 .. j : Alike(supplies[n], supplies[j])})
  IN  {j \in DOMAIN supplies : Alike(supplies[j], Exchanged(supplies[i])) /\ Place(j) = Place(i)}

Other(supplies) == [i \in DOMAIN supplies |-> CHOOSE j \in Others(supplies, i) : TRUE]

OtherName(name) ==
  LET Among(supplies) == LET i == CHOOSE i \in DOMAIN supplies : supplies[i].name = name IN supplies[Other(supplies)[i]].name
  IN  CASE name \in Part               -> OtherPart(name)
        [] name \in NamesOf(Power)     -> Among(Power)
        [] name \in NamesOf(Batteries) -> Among(Batteries)
        [] OTHER                       -> name

Declared(Name(_)) ==
  {[terms |-> Bag([i \in DOMAIN d.terms |-> <<d.terms[i][1], Name(d.terms[i][2])>>]), survives |-> d.survives] :
     d \in {Declares[i] : i \in DOMAIN Declares}}

IsOwnMirrorImage ==
  /\ CachePages[1] = CachePages[2]
  /\ \A supplies \in {Power, Batteries} : \A i \in DOMAIN supplies : Others(supplies, i) # {}
  /\ LET Same(name) == name IN Declared(Same) = Declared(OtherName)

ASSUME "sides" \in Folds => IsOwnMirrorImage

OtherSide(pair)  == [k \in Side |-> pair[Partner(k)]]
OtherBlock       == [b \in {0} \cup Block |-> IF b = 0 THEN 0 ELSE IF Owner(b) = 1 THEN b + BlocksPerDevice ELSE b - BlocksPerDevice]
OtherTargets     == [name \in Target \cup {"*"} |-> OtherName(name)]

MirrorImage(s) ==
  LET All(things) == [i \in DOMAIN things |-> [things[i] EXCEPT !.block = OtherBlock[@]]]
  IN  [controllers |-> OtherSide([k \in Side |-> [s.controllers[k] EXCEPT !.table = All(@)]]),
       caches      |-> OtherSide([k \in Side |-> All(s.caches[k])]),
       fifos       |-> OtherSide([k \in Side |-> [s.fifos[k] EXCEPT !.entries = All(@)]]),
       blocks      |-> [b \in Block |-> [s.blocks[OtherBlock[b]] EXCEPT
                          !.queued = OtherSide(@), !.openAt = IF @ = 0 THEN 0 ELSE Partner(@)]],
       units       |-> [u \in DOMAIN Power |-> s.units[Other(Power)[u]]],
       batteries   |-> [i \in DOMAIN Batteries |-> s.batteries[Other(Batteries)[i]]],
       channelUp   |-> s.channelUp,
       epoch       |-> s.epoch,
       faults      |-> {<<fault[1], OtherTargets[fault[2]]>> : fault \in s.faults}]

-----------------------------------------------------------------------------
(* The view: what the images of a state come to. *)

Images == IF "sides" \in Folds THEN {Now, MirrorImage(Now)} ELSE {Now}

Folded ==
  LET Counted(s) == IF "versions" \in Folds THEN Renumbered(s) ELSE s
      Placed(s)  == IF "slots" \in Folds THEN Unplaced(s) ELSE s
  IN  {Placed(Counted(image)) : image \in Images}

(* TLC 2.18 keeps what a view does not compare as it was written down, and cannot put that on a disk: this makes it a value. *)
Enumerated == vars = vars

=============================================================================
