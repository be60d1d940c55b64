--------------------------------- MODULE Fold ---------------------------------
(***************************************************************************)
(* What stands for a state and for all that no rule and no property tells  *)
(* from it.  Given to TLC as a VIEW it makes an endless history a finite   *)
(* graph: rules and properties compare versions of one block and never     *)
(* count with them, and take pages by what they hold.                      *)
(*                                                                         *)
(* The view says of each block in which order its versions came, and not   *)
(* how many came before; of an area which pages it has, and not where.     *)
(***************************************************************************)
EXTENDS Array

(* Versions of a block that are held anywhere, or that the host was told. *)
Held(b) ==
  {blocks[b].issued, blocks[b].acknowledged, blocks[b].settled, blocks[b].media}
  \cup {blocks[b].queued[k] : k \in Side}
  \cup UNION {{Table(k)[e].version : e \in {f \in Entry : Table(k)[f].block = b}} : k \in Side}
  \cup UNION {{caches[k][i].version : i \in {j \in Page(k) : caches[k][j].block = b}} : k \in Side}
  \cup UNION {{Entries(k)[i].version : i \in {j \in DOMAIN Entries(k) : Entries(k)[j].block = b}} : k \in Side}

(* The place of a version among those of its block; 0 is none. *)
Rank(b, v)    == Cardinality({w \in Held(b) : 0 < w /\ w <= v})
Ranked(thing) == [thing EXCEPT !.version = IF thing.block = 0 THEN 0 ELSE Rank(thing.block, thing.version)]

RankedBlock(b) == [issued |-> Rank(b, blocks[b].issued), acknowledged |-> Rank(b, blocks[b].acknowledged),
                   settled |-> Rank(b, blocks[b].settled), media |-> Rank(b, blocks[b].media),
                   queued |-> [k \in Side |-> Rank(b, blocks[b].queued[k])],
                   openAt |-> blocks[b].openAt, joined |-> blocks[b].joined]

(* How many there are of each, wherever they are. *)
Bag(all) == [one \in {all[i] : i \in DOMAIN all} |-> Cardinality({i \in DOMAIN all : all[i] = one})]

ReadWriteBag(k) == Bag([i \in 1 .. ReadWritePages(k) |-> Ranked(caches[k][i])])

(* Of this controller's mirror pages, in its partner's cache: the entry, the page, and what is on its way there. *)
MirrorBag(k) == Bag([e \in Entry |-> <<Ranked(Table(k)[e]), Ranked(MirrorPage(k, e)),
                                       {i \in DOMAIN Entries(k) : Entries(k)[i].page = e}>>])

RankedEntries(k) == [i \in DOMAIN Entries(k) |-> [Ranked(Entries(k)[i]) EXCEPT !.page = 0]]

Folded == <<[k \in Side |-> [controllers[k] EXCEPT !.table = << >>]],
            [k \in Side |-> ReadWriteBag(k)],
            [k \in Side |-> MirrorBag(k)],
            [k \in Side |-> <<fifos[k].state, RankedEntries(k)>>],
            [b \in Block |-> RankedBlock(b)],
            surroundings>>

=============================================================================
