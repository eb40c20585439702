//! Builds a [`Graph`]: interns places, appends statements, links blocks.

use std::collections::BTreeMap;

use ra_ap_hir_def::hir::ExprId;
use ra_ap_hir_ty::next_solver::{Ty, TyKind};
use ra_ap_rustc_type_ir::inherent::IntoKind;
use rustc_hash::FxHashMap;

use super::{
    error_types,
    graph::{
        Block, BlockId, ClosureKind, ConstantId, Graph, GuardedMatch, Local, LocalId, LocalKind,
        Operand, Origin, Parts, Place, PlaceId, Projection, Rvalue, Statement, StatementKind,
        regions::Point,
    },
    typed::{Annotation, Instance, Making, TypedGraph},
    types::Types,
};
use crate::facts::TypeName;

/// A graph under construction, with the types of its places and the block that is being filled.
pub(super) struct Builder<'db> {
    graph: Graph,
    typed: TypedGraph<'db>,
    interned: FxHashMap<(PlaceId, Projection), PlaceId>,
    current: BlockId,
}

impl<'db> Builder<'db> {
    pub(super) fn new(closure: Option<Origin>) -> Self {
        let graph = Graph {
            locals: Vec::new(),
            places: Vec::new(),
            blocks: vec![Block::default()],
            closure,
            closure_kind: None,
            makes_future: false,
            type_names: Default::default(),
            cloneable: Default::default(),
            guarded: Vec::new(),
            imagined: BTreeMap::new(),
            closures: Vec::new(),
            regions: None,
        };
        Builder {
            graph,
            typed: TypedGraph::new(),
            interned: FxHashMap::default(),
            current: BlockId(0),
        }
    }

    /// A new local and the place that stands for it. `text` is its name, empty for temporaries.
    pub(super) fn local(
        &mut self,
        types: &mut Types<'db>,
        kind: LocalKind,
        text: String,
        ty: Ty<'db>,
        initialised: bool,
    ) -> LocalId {
        let local = LocalId(self.graph.locals.len() as u32);
        let place = PlaceId(self.graph.places.len() as u32);
        self.graph.places.push(Place {
            local,
            parent: None,
            text,
            ty: types.of(ty),
            behind_reference: false,
        });
        self.typed.places.push(ty);
        self.graph.locals.push(Local {
            kind,
            place,
            initialised,
        });
        local
    }

    /// Notes that the local stands for a captured place which goes through a reference itself.
    pub(super) fn set_behind_reference(&mut self, local: LocalId) {
        let place = self.place_of(local);
        self.graph.places[place.index()].behind_reference = true;
    }

    /// See [`Graph::is_behind_reference`].
    pub(super) fn is_behind_reference(&self, place: PlaceId) -> bool {
        self.graph.is_behind_reference(place)
    }

    pub(super) fn place_of(&self, local: LocalId) -> PlaceId {
        self.graph.local(local).place
    }

    pub(super) fn ty(&self, place: PlaceId) -> Ty<'db> {
        self.typed.place(place)
    }

    pub(super) fn place(&self, place: PlaceId) -> &Place {
        self.graph.place(place)
    }

    pub(super) fn local_kind(&self, place: PlaceId) -> LocalKind {
        self.graph.local(self.graph.place(place).local).kind
    }

    /// The part of `base` that `projection` selects, of type `ty`.
    pub(super) fn project(
        &mut self,
        types: &mut Types<'db>,
        base: PlaceId,
        projection: Projection,
        ty: Ty<'db>,
    ) -> PlaceId {
        if let Some(&place) = self.interned.get(&(base, projection)) {
            return place;
        }
        let place = PlaceId(self.graph.places.len() as u32);
        let parent = self.graph.place(base);
        let node = Place {
            local: parent.local,
            parent: Some((base, projection)),
            text: self.text(types, base, projection),
            ty: types.of(ty),
            behind_reference: parent.behind_reference || projection == Projection::Deref,
        };
        self.graph.places.push(node);
        self.typed.places.push(ty);
        self.interned.insert((base, projection), place);
        place
    }

    /// `*base` for references, raw pointers and `Box`.
    pub(super) fn deref(&mut self, types: &mut Types<'db>, base: PlaceId, ty: Ty<'db>) -> PlaceId {
        let projection = if self.ty(base).is_box() {
            Projection::BoxDeref
        } else {
            Projection::Deref
        };
        self.project(types, base, projection, ty)
    }

    fn text(&self, types: &Types<'db>, base: PlaceId, projection: Projection) -> String {
        let parent = self.graph.place(base);
        if self.is_unnamed(base) {
            return String::new();
        }
        // Field access and indexing dereference by themselves: `r.x`, not `(*r).x`.
        let path = parent.text.trim_start_matches('*');
        match projection {
            Projection::Deref
                if parent.parent.is_none() && is_address(self.graph.local(parent.local).kind) =>
            {
                parent.text.clone()
            }
            Projection::Deref | Projection::BoxDeref => format!("*{}", parent.text),
            Projection::Field { variant, field } => {
                format!("{path}.{}", types.field_name(self.ty(base), variant, field))
            }
            Projection::Index | Projection::ConstantIndex { .. } => format!("{path}[_]"),
            Projection::Subslice { .. } => format!("{path}[..]"),
        }
    }

    fn is_unnamed(&self, place: PlaceId) -> bool {
        matches!(
            self.local_kind(place),
            LocalKind::Temporary | LocalKind::Return
        ) && self.graph.place(place).text.is_empty()
    }

    /// Names a temporary by its type, for the events of its drop.
    pub(super) fn name_by_type(&mut self, types: &Types<'db>, local: LocalId) {
        let place = self.place_of(local);
        if self.graph.place(place).text.is_empty() {
            self.graph.places[place.index()].text = types.text(self.ty(place));
        }
    }

    pub(super) fn push(&mut self, kind: StatementKind, origin: Origin) {
        let current = self.current.index();
        self.graph.blocks[current]
            .statements
            .push(Statement { kind, origin });
    }

    pub(super) fn assign(&mut self, place: PlaceId, value: Rvalue, origin: Origin) {
        self.push(
            StatementKind::Assign {
                place,
                value,
                written: None,
            },
            origin,
        );
    }

    /// Says how the operands of the statement that was appended last become its value.
    pub(super) fn made_by(&mut self, making: Making<'db>) {
        let statements = &self.graph.blocks[self.current.index()].statements;
        if let Some(last) = statements.len().checked_sub(1) {
            let at = (self.current, last as u32);
            self.typed.makings.insert(at, making);
        }
    }

    /// Nothing is executed by the statement that was appended last.
    pub(super) fn silence(&mut self) {
        let statements = &self.graph.blocks[self.current.index()].statements;
        if let Some(last) = statements.len().checked_sub(1) {
            self.typed.silent.push((self.current, last as u32));
        }
    }

    /// Nobody has written the statements from a point of the current block to here.
    pub(super) fn desugared(&mut self, from: Point) {
        let to = self.point();
        if from.block == to.block {
            let statements = from.statement..to.statement;
            let points = statements.map(|statement| Point { statement, ..from });
            self.typed.desugared.extend(points);
        }
    }

    /// A literal or item as an operand.
    pub(super) fn item(&mut self, ty: Ty<'db>) -> Operand {
        let id = ConstantId(self.typed.constants.len() as u32);
        self.typed.constants.push(ty);
        Operand::Item(id)
    }

    /// A function as an operand, with what is written of its arguments.
    pub(super) fn function(&mut self, ty: Ty<'db>, written: Option<Instance<'db>>) -> Operand {
        let operand = self.item(ty);
        if let (Operand::Item(id), Some(written)) = (&operand, written) {
            self.typed.instances.insert(*id, written);
        }
        operand
    }

    /// A constant with its declared type as an operand.
    pub(super) fn declared_constant(&mut self, ty: Ty<'db>, declared: Ty<'db>) -> Operand {
        let operand = self.item(ty);
        if let Operand::Item(id) = operand {
            self.typed.declared_constants.insert(id, declared);
        }
        operand
    }

    /// The declared type of the static whose address a local stands for.
    pub(super) fn declare_static(&mut self, local: LocalId, declared: Ty<'db>) {
        self.typed.statics.insert(local, declared);
    }

    /// The type that the user wrote for a place.
    pub(super) fn annotate(&mut self, annotation: Annotation<'db>) {
        self.typed.annotations.push(annotation);
    }

    /// The next parameter of the signature.
    pub(super) fn add_parameter(&mut self, local: LocalId) {
        self.typed.parameters.push(local);
    }

    /// Which parameter of the signature a local is, 0-based with the receiver counted.
    pub(super) fn parameter_index(&self, local: LocalId) -> Option<usize> {
        self.typed.parameters.iter().position(|&it| it == local)
    }

    /// The next capture of the closure whose graph this is.
    pub(super) fn add_capture(&mut self, local: LocalId) {
        self.typed.captures.push(local);
    }

    pub(super) fn current(&self) -> BlockId {
        self.current
    }

    /// Where the next statement will stand.
    pub(super) fn point(&self) -> Point {
        let statements = &self.graph.blocks[self.current.index()].statements;
        Point {
            block: self.current,
            statement: statements.len() as u32,
        }
    }

    /// Notes a `match` with guards; gives its index for [`Self::guard_passed`].
    pub(super) fn guarded_match(&mut self, matched: Origin, places: Vec<PlaceId>) -> usize {
        self.graph.guarded.push(GuardedMatch {
            matched,
            places,
            guards: Vec::new(),
        });
        self.graph.guarded.len() - 1
    }

    /// A guard of the `match` has succeeded here.
    pub(super) fn guard_passed(&mut self, of: usize, begin: Point) {
        let end = self.point();
        self.graph.guarded[of].guards.push((begin, end));
    }

    pub(super) fn new_block(&mut self) -> BlockId {
        let id = BlockId(self.graph.blocks.len() as u32);
        self.graph.blocks.push(Block::default());
        id
    }

    /// Fills `block` from now on.
    pub(super) fn switch_to(&mut self, block: BlockId) {
        self.current = block;
    }

    pub(super) fn link(&mut self, from: BlockId, to: BlockId) {
        let successors = &mut self.graph.blocks[from.index()].successors;
        if !successors.contains(&to) {
            successors.push(to);
        }
    }

    /// Ends the current block with an edge to `to`.
    pub(super) fn goto(&mut self, to: BlockId) {
        self.link(self.current, to);
    }

    /// A fresh block behind the current one, which goes on to be filled.
    pub(super) fn fork(&mut self) -> BlockId {
        let block = self.new_block();
        self.goto(block);
        block
    }

    /// `to` is where the next pattern would be tried if the one that has matched here did not always.
    pub(super) fn imagine(&mut self, to: BlockId) {
        self.graph.imagined.insert(self.current, to);
    }

    /// Control does not come past this point: what follows is unreachable.
    pub(super) fn diverge(&mut self) {
        let block = self.new_block();
        self.switch_to(block);
    }

    /// The finished graph of a closure directly inside.
    pub(super) fn closure(&self, origin: Origin) -> Option<&Graph> {
        let mut closures = self.graph.closures.iter();
        closures.find(|graph| graph.closure == Some(origin))
    }

    pub(super) fn set_makes_future(&mut self) {
        self.graph.makes_future = true;
    }

    pub(super) fn set_closure_kind(&mut self, kind: Option<ClosureKind>) {
        self.graph.closure_kind = kind;
    }

    pub(super) fn add_closure(&mut self, expr: ExprId, lowered: (Graph, TypedGraph<'db>)) {
        self.graph.closures.push(lowered.0);
        self.typed.closures.push((expr, lowered.1));
    }

    /// The finished graph. Around every place that is moved out of, the fields that have drop glue
    /// become places as well, so that drop elaboration finds what is left to drop.
    pub(super) fn finish(mut self, types: &mut Types<'db>) -> (Graph, TypedGraph<'db>) {
        let mut pending: Vec<PlaceId> = Vec::new();
        for block in &self.graph.blocks {
            for statement in &block.statements {
                moved_places(&statement.kind, |place| pending.push(place));
            }
        }
        let mut opened = vec![false; self.graph.places.len()];
        while let Some(place) = pending.pop() {
            let Some((parent, _)) = self.graph.place(place).parent else {
                continue;
            };
            if std::mem::replace(&mut opened[parent.index()], true) {
                continue;
            }
            self.open(types, parent);
            opened.resize(self.graph.places.len(), false);
            pending.push(parent);
        }
        self.name_types(types);
        (self.graph, self.typed)
    }

    /// Notes the types that an error about a place would have to name.
    fn name_types(&mut self, types: &mut Types<'db>) {
        for place in error_types::places(&self.graph) {
            let ty = self.ty(place);
            let name = TypeName {
                text: types.text(ty),
                not_copy: types.not_copy(ty),
            };
            self.graph.type_names.insert(place, name);
        }
        for place in error_types::moved(&self.graph) {
            if types.is_clone(self.ty(place)) {
                self.graph.cloneable.insert(place);
            }
        }
    }

    fn open(&mut self, types: &mut Types<'db>, place: PlaceId) {
        if self.graph.place(place).ty.parts != Parts::Fields {
            return;
        }
        let ty = self.ty(place);
        if !matches!(ty.kind(), TyKind::Adt(..) | TyKind::Tuple(_)) {
            return;
        }
        for (variant, fields) in types.shape(ty).into_iter().enumerate() {
            for field in 0..fields {
                let variant = variant as u32;
                let Some(field_ty) = types.field(ty, variant, field) else {
                    continue;
                };
                if types.of(field_ty).needs_drop {
                    self.project(types, place, Projection::Field { variant, field }, field_ty);
                }
            }
        }
    }
}

/// Whether a local is the address of something that is named as if it were the local itself.
fn is_address(kind: LocalKind) -> bool {
    kind.stands_for_variable() || matches!(kind, LocalKind::Static { .. })
}

fn moved_places(statement: &StatementKind, mut f: impl FnMut(PlaceId)) {
    let (StatementKind::Assign { value, .. } | StatementKind::Evaluate(value)) = statement else {
        return;
    };
    if let Rvalue::Operands(operands) = value {
        for operand in operands {
            if let Operand::Move(place, _) = operand {
                f(*place);
            }
        }
    }
}
