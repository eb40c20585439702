//! The statements of a graph, and what they demand of regions (`rustc_borrowck::type_check`).

use std::sync::Arc;

use ra_ap_hir_def::CallableDefId;
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{Mutability, Region, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::{GenericArgs as _, IntoKind, Ty as _};

use super::{
    closures::Summaries,
    relate::{Relations, has_regions},
};
use crate::{
    facts::{BorrowKind, Callee},
    flow::{
        callee::Callees,
        graph::{
            BlockId, Graph, LocalId, LocalKind, Operand, PlaceId, Projection, Rvalue, Statement,
            StatementKind,
            regions::{Loan, LocalRegions, Point, Why},
        },
        typed::{Instance, Making, TypedGraph, WrittenType},
    },
};

/// Walks over the statements of one graph.
pub(super) struct Checker<'a, 'db> {
    pub(super) db: &'db dyn HirDatabase,
    pub(super) graph: &'a Graph,
    pub(super) typed: &'a TypedGraph<'db>,
    pub(super) relations: Relations<'db>,
    pub(super) summaries: &'a Summaries,
    pub(super) callees: Callees<'db>,
    /// By place: its type, once somebody has asked for it.
    pub(super) place_tys: Vec<Option<Ty<'db>>>,
    pub(super) loans: Vec<Loan>,
    /// The calls, each with what is called where that has a name.
    pub(super) called: Vec<(Point, Option<Arc<Callee>>)>,
    /// Those among them that a formatting macro makes.
    pub(super) formatting: Vec<Point>,
    /// What it means that the place of the result gets a value.
    pub(super) result: Why,
    /// In a closure that is called by reference: how long a call lends it what it holds.
    pub(super) environment: Option<Region<'db>>,
}

impl<'db> Checker<'_, 'db> {
    /// All statements that can be reached, in order of the blocks.
    pub(super) fn statements(&mut self) {
        let reachable = self.graph.reachable();
        for (block, content) in self.graph.blocks.iter().enumerate() {
            if !reachable[block] {
                continue;
            }
            for (index, statement) in content.statements.iter().enumerate() {
                let point = Point {
                    block: BlockId(block as u32),
                    statement: index as u32,
                };
                self.relations.point = Some(point);
                self.statement(point, statement);
                if self.relations.is_exhausted() {
                    return;
                }
            }
        }
        self.relations.point = None;
    }

    fn statement(&mut self, point: Point, statement: &Statement) {
        let StatementKind::Assign { place, value, .. } = &statement.kind else {
            return;
        };
        if self.is_broken(*place) {
            return;
        }
        match value {
            Rvalue::Operands(operands) => {
                let typed = self.typed;
                let key = (point.block, point.statement);
                match typed.makings.get(&key) {
                    Some(making) => self.made(point, *place, operands, making),
                    None => self.passed_on(*place, operands),
                }
            }
            Rvalue::Ref(reference) => self.borrow(point, *place, reference.place, reference.kind),
            Rvalue::RawRef { place: of, mutable } => {
                if !has_regions(self.typed.place(*of)) {
                    return;
                }
                let pointee = self.place_ty(*of);
                let pointer = Ty::new_ptr(self.relations.interner, pointee, mutability(*mutable));
                let dest = self.place_ty(*place);
                self.assign(pointer, dest, *place);
            }
        }
    }

    fn is_broken(&self, place: PlaceId) -> bool {
        self.graph.place(place).ty.unknown
    }

    fn passed_on(&mut self, place: PlaceId, operands: &[Operand]) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let to = self.place_ty(place);
        self.assign(from, to, place);
    }

    /// `from` is stored in `place`, whose type is `to`.
    pub(super) fn assign(&mut self, from: Ty<'db>, to: Ty<'db>, place: PlaceId) {
        self.relations.why = if self.graph.place(place).local == LocalId(0) {
            self.result
        } else {
            Why::Assign
        };
        self.relations.subtype(from, to);
    }

    fn has_regions(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Move(place, _) | Operand::Copy(place, _) => {
                !self.is_broken(*place) && has_regions(self.typed.place(*place))
            }
            Operand::Item(constant) => has_regions(self.typed.constant(*constant)),
            Operand::Constant => false,
        }
    }

    /// The type of an operand; `None` if it has none, or an unknown one.
    pub(super) fn operand_ty(&mut self, operand: &Operand) -> Option<Ty<'db>> {
        match operand {
            Operand::Move(place, _) | Operand::Copy(place, _) => {
                (!self.is_broken(*place)).then(|| self.place_ty(*place))
            }
            Operand::Item(constant) => {
                let typed = self.typed;
                if let Some(&declared) = typed.declared_constants.get(constant) {
                    return Some(self.relations.of_item(declared));
                }
                let written = typed.instances.get(constant);
                Some(self.item_ty(typed.constant(*constant), written))
            }
            Operand::Constant => None,
        }
    }

    /// The type of a literal or item: what it refers to lives as long as the program.
    fn item_ty(&mut self, ty: Ty<'db>, written: Option<&Instance<'db>>) -> Ty<'db> {
        if !has_regions(ty) {
            return ty;
        }
        if let TyKind::FnDef(id, args) = ty.kind() {
            let args = self.renumber(args);
            if let CallableDefId::FunctionId(function) = id.0 {
                self.instantiated(function, args, written);
                self.relations.why = Why::Bound;
                self.prove_bounds(function.into(), args);
            }
            return Ty::new_fn_def(self.relations.interner, id, args);
        }
        self.renumber(ty)
    }

    // ----- borrows -----------------------------------------------------------------------------

    fn borrow(&mut self, point: Point, dest: PlaceId, of: PlaceId, kind: BorrowKind) {
        if self.is_broken(of) {
            return;
        }
        let interner = self.relations.interner;
        let region = self.relations.fresh();
        let mutable = kind != BorrowKind::Shared;
        let pointee = self.place_ty(of);
        let reference = Ty::new_ref(interner, region, pointee, mutability(mutable));
        self.relations.mention(reference);
        let tracked = self.reborrow(of, region);
        self.loans.push(Loan {
            region: self.relations.id(region),
            point,
            place: of,
            kind,
            tracked,
        });
        let to = self.place_ty(dest);
        self.assign(reference, to, dest);
    }

    /// What lies behind references may be borrowed only as long as those: all from the outermost `&mut`s up
    /// to the first `&`. What a closure holds lies behind one, too, if it is called by reference. The result: whether anything can be done to the place itself meanwhile.
    fn reborrow(&mut self, place: PlaceId, region: Region<'db>) -> bool {
        self.relations.why = Why::Reborrow;
        let mut demanding = true;
        let mut tracked = true;
        let mut at = place;
        while let Some((base, step)) = self.graph.place(at).parent {
            if step == Projection::Deref {
                match self.place_ty(base).kind() {
                    TyKind::Ref(outer, _, mutability) => {
                        if demanding {
                            self.relations.outlives(outer, region);
                        }
                        if mutability == Mutability::Not {
                            demanding = false;
                            tracked = false;
                        }
                    }
                    _ => {
                        demanding = false;
                        tracked = false;
                    }
                }
            }
            at = base;
        }
        let root = self.graph.place(at).local;
        if let (true, Some(environment)) = (demanding, self.environment)
            && self.typed.captures.contains(&root)
        {
            self.relations.outlives(environment, region);
        }
        // A static is reached through an address that is new each time, and so is what is promoted.
        tracked && !is_shared_static(self.graph.local(root).kind)
    }

    // ----- values made of operands -------------------------------------------------------------

    fn made(&mut self, point: Point, place: PlaceId, operands: &[Operand], making: &Making<'db>) {
        match making {
            Making::Call {
                function,
                args,
                written,
                tupled,
            } => {
                let described = self.callees.describe(*function);
                if described.is_formatting {
                    self.formatting.push(point);
                }
                self.called
                    .push((point, Some(Arc::clone(&described.callee))));
                let written = written.as_deref();
                self.call(place, operands, (*function, *args, written), *tupled);
            }
            Making::CallPointer => {
                self.called.push((point, None));
                self.call_pointer(place, operands);
            }
            Making::Adt {
                variant,
                fields,
                written,
            } => self.adt(place, operands, (*variant, fields), *written),
            Making::Tuple => {
                let dest = self.place_ty(place);
                if let Some(fields) = dest.as_tuple() {
                    self.fields(operands, fields.iter().map(Some));
                }
            }
            Making::Array => {
                let dest = self.place_ty(place);
                let element = dest.builtin_index();
                self.fields(operands, std::iter::repeat_n(element, operands.len()));
            }
            Making::Closure => self.closure(place, operands),
            Making::Coerce(cast) => self.coerce(place, operands, cast),
            Making::Cast(written) => self.cast(place, operands, *written),
            Making::Await { .. } => self.awaited(place, operands),
            Making::Builtin => {}
        }
    }

    fn fields(&mut self, operands: &[Operand], tys: impl Iterator<Item = Option<Ty<'db>>>) {
        for (operand, ty) in operands.iter().zip(tys) {
            if let (Some(from), Some(to)) = (self.operand_ty(operand), ty) {
                self.relations.why = Why::Field;
                self.relations.subtype(from, to);
            }
        }
    }

    fn adt(
        &mut self,
        place: PlaceId,
        operands: &[Operand],
        (variant, fields): (u32, &[u32]),
        written: Option<WrittenType<'db>>,
    ) {
        let inferred = self.typed.place(place);
        // Fields may demand `'static` where the type as a whole has no lifetime.
        let demanding = has_regions(inferred) || operands.iter().any(|it| self.has_regions(it));
        if !demanding || !matches!(inferred.kind(), TyKind::Adt(..)) {
            return;
        }
        let made = self.renumber(inferred);
        if let Some(written) = written {
            self.relations.why = Why::GenericArgs(written.at);
            let ty = self.relations.annotation(written.ty);
            self.relations.equal(made, ty);
            self.well_formed(ty);
        }
        if let TyKind::Adt(adt, args) = made.kind() {
            self.relations.why = Why::Bound;
            self.bounds_and_fields_hold(adt.def_id(), args);
        }
        let tys: Vec<_> = fields
            .iter()
            .map(|&field| self.field_ty(made, variant, field))
            .collect();
        self.fields(operands, tys.into_iter());
        let dest = self.place_ty(place);
        self.assign(made, dest, place);
    }

    fn closure(&mut self, place: PlaceId, operands: &[Operand]) {
        let dest = self.place_ty(place);
        let held = match dest.kind() {
            TyKind::Closure(_, args) => args.as_closure().tupled_upvars_ty(),
            TyKind::Coroutine(_, args) => args.as_coroutine().tupled_upvars_ty(),
            TyKind::CoroutineClosure(_, args) => args.as_coroutine_closure().tupled_upvars_ty(),
            _ => return,
        };
        let Some(held) = held.as_tuple() else { return };
        for (operand, to) in operands.iter().zip(held.iter()) {
            if let Some(from) = self.operand_ty(operand) {
                self.relations.why = Why::Capture;
                self.relations.subtype(from, to);
            }
        }
    }

    /// The regions of each local.
    pub(super) fn local_regions(&mut self) -> Vec<LocalRegions> {
        let graph = self.graph;
        graph
            .locals
            .iter()
            .map(|local| {
                let inferred = self.typed.place(local.place);
                // A static, or a constant's value, is no variable that would be alive between its uses.
                let fixed = matches!(local.kind, LocalKind::Static { .. });
                if fixed || !has_regions(inferred) || self.is_broken(local.place) {
                    return LocalRegions::default();
                }
                let ty = self.place_ty(local.place);
                let known = graph.place(local.place).ty;
                let drops = known.needs_drop || known.hidden;
                let dropped = if drops {
                    let regions = self.dropped_regions(ty);
                    self.relations.ids_of(regions)
                } else {
                    Vec::new()
                };
                let used = self.relations.live_regions(ty);
                LocalRegions {
                    used: self.relations.ids_of(used),
                    dropped,
                }
            })
            .collect()
    }
}

/// Whether all threads have the same.
fn is_shared_static(kind: LocalKind) -> bool {
    matches!(kind, LocalKind::Static { thread_local, .. } if !thread_local)
}

fn mutability(mutable: bool) -> Mutability {
    if mutable {
        Mutability::Mut
    } else {
        Mutability::Not
    }
}
