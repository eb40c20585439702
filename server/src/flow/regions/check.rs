//! The statements of a graph, and what they demand of regions (`rustc_borrowck::type_check`).

use ra_ap_hir_def::{DefWithBodyId, FunctionId, GenericDefId, signatures::FunctionSignature};
use ra_ap_hir_ty::{
    GenericPredicates, PointerCast,
    db::HirDatabase,
    next_solver::{AliasTy, GenericArgs, Mutability, PolyFnSig, Region, TraitRef, Ty, TyKind},
};
use ra_ap_rustc_type_ir::{
    AliasTyKind, EarlyBinder, Upcast,
    inherent::{GenericArgs as _, IntoKind, Region as _, Ty as _},
};
use rustc_hash::FxHashMap;

use super::{
    closures::Summaries,
    elision::{complete, is_missing},
    implied::Promises,
    relate::{Relations, has_regions},
};
use crate::{
    facts::BorrowKind,
    flow::{
        callee::Callees,
        graph::{
            BlockId, Graph, LocalId, Operand, PlaceId, Projection, Rvalue, Statement,
            StatementKind,
            regions::{Loan, LocalRegions, Point, RegionId, Why},
        },
        typed::{Making, TypedGraph},
    },
};

/// Signatures whose elided lifetimes are parameters, by function. The flag: a lifetime of the output is not known.
pub(super) type Signatures<'db> = FxHashMap<FunctionId, (PolyFnSig<'db>, bool)>;

/// Walks over the statements of one graph.
pub(super) struct Checker<'a, 'db> {
    pub(super) db: &'db dyn HirDatabase,
    pub(super) graph: &'a Graph,
    pub(super) typed: &'a TypedGraph<'db>,
    pub(super) relations: Relations<'db>,
    pub(super) summaries: &'a Summaries,
    pub(super) signatures: &'a mut Signatures<'db>,
    pub(super) callees: &'a mut Callees<'db>,
    pub(super) place_tys: Vec<Option<Ty<'db>>>,
    pub(super) local_tys: Vec<Option<Ty<'db>>>,
    pub(super) loans: Vec<Loan>,
    pub(super) called: Vec<(Point, Option<crate::facts::Callee>)>,
}

impl<'db> Checker<'_, 'db> {
    /// All statements, in order of the blocks.
    pub(super) fn statements(&mut self) {
        for (block, content) in self.graph.blocks.iter().enumerate() {
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
    fn assign(&mut self, from: Ty<'db>, to: Ty<'db>, place: PlaceId) {
        self.relations.why = if self.graph.place(place).local == LocalId(0) {
            Why::Return
        } else {
            Why::Assign
        };
        self.relations.subtype(from, to);
    }

    /// The type of an operand; `None` if it has none, or an unknown one.
    pub(super) fn operand_ty(&mut self, operand: &Operand) -> Option<Ty<'db>> {
        match operand {
            Operand::Move(place, _) | Operand::Copy(place, _) => {
                (!self.is_broken(*place)).then(|| self.place_ty(*place))
            }
            Operand::Item(constant) => {
                let ty = self.typed.constant(*constant);
                Some(self.item_ty(ty))
            }
            Operand::Constant => None,
        }
    }

    /// The type of a literal or item: what it refers to lives as long as the program.
    fn item_ty(&mut self, ty: Ty<'db>) -> Ty<'db> {
        if !has_regions(ty) {
            return ty;
        }
        if let TyKind::FnDef(id, args) = ty.kind() {
            let args = self.renumber(args);
            if let ra_ap_hir_def::CallableDefId::FunctionId(function) = id.0 {
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
    /// to the first `&`. The result: whether anything can be done to the place itself meanwhile.
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
        tracked
    }

    // ----- values made of operands -------------------------------------------------------------

    fn made(&mut self, point: Point, place: PlaceId, operands: &[Operand], making: &Making<'db>) {
        match making {
            Making::Call {
                function,
                args,
                tupled,
            } => {
                let callee = self.callees.describe(*function);
                self.called.push((point, Some(callee)));
                self.call(place, operands, *function, *args, *tupled);
            }
            Making::CallPointer => {
                self.called.push((point, None));
                self.call_pointer(place, operands);
            }
            Making::Adt { variant, fields } => self.adt(place, operands, *variant, fields),
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
            Making::Cast => self.cast(place, operands),
            Making::Await => self.awaited(place, operands),
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

    fn adt(&mut self, place: PlaceId, operands: &[Operand], variant: u32, fields: &[u32]) {
        let inferred = self.typed.place(place);
        if !has_regions(inferred) {
            return;
        }
        let TyKind::Adt(..) = inferred.kind() else {
            return;
        };
        let made = self.renumber(inferred);
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

    fn coerce(&mut self, place: PlaceId, operands: &[Operand], cast: &PointerCast) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let to = self.place_ty(place);
        match cast {
            PointerCast::Unsize => self.unsize(from, to),
            PointerCast::ReifyFnPointer
            | PointerCast::ClosureFnPointer(_)
            | PointerCast::UnsafeFnPointer => self.reify(from, to),
            PointerCast::MutToConstPointer | PointerCast::ArrayToPointer => {
                self.same_pointee(from, to);
            }
        }
    }

    fn unsize(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        self.relations.why = Why::Coercion;
        if let Some(coerce) = interner.lang_items().CoerceUnsized {
            let bound = TraitRef::new(interner, coerce.into(), [from, to]);
            self.relations.prove(vec![bound.upcast(interner)]);
        }
    }

    fn reify(&mut self, from: Ty<'db>, to: Ty<'db>) {
        let interner = self.relations.interner;
        let signature = match from.kind() {
            TyKind::FnDef(id, args) => match id.0 {
                ra_ap_hir_def::CallableDefId::FunctionId(function) => {
                    let signature = self.signature(function).0;
                    EarlyBinder::bind(signature)
                        .instantiate(interner, args)
                        .skip_norm_wip()
                }
                other => self
                    .db
                    .callable_item_signature(other)
                    .instantiate(interner, args)
                    .skip_norm_wip(),
            },
            TyKind::Closure(_, args) => {
                interner.signature_unclosure(args.as_closure().sig(), safety())
            }
            TyKind::FnPtr(signature, header) => signature.with(header),
            _ => return,
        };
        let from = self
            .relations
            .normalise(Ty::new_fn_ptr(interner, signature));
        let from = self.relations.fill(from);
        self.relations.why = Why::Coercion;
        self.relations.subtype(from, to);
    }

    fn same_pointee(&mut self, from: Ty<'db>, to: Ty<'db>) {
        if let (Some(from), Some(to)) = (from.builtin_deref(true), to.builtin_deref(true)) {
            self.relations.why = Why::Coercion;
            self.relations.subtype(from, to);
        }
    }

    /// `operand as T`: a coercion, or a conversion of scalars and raw pointers.
    fn cast(&mut self, place: PlaceId, operands: &[Operand]) {
        let [operand] = operands else { return };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(from) = self.operand_ty(operand) else {
            return;
        };
        let to = self.place_ty(place);
        self.relations.why = Why::Coercion;
        match (from.kind(), to.kind()) {
            (_, TyKind::FnPtr(..)) => self.reify(from, to),
            (TyKind::RawPtr(..) | TyKind::Ref(..), TyKind::RawPtr(..)) => {}
            _ => {
                let unsized_to = |ty: Ty<'db>| {
                    ty.builtin_deref(true).is_some_and(|it| {
                        matches!(it.kind(), TyKind::Dynamic(..) | TyKind::Slice(_))
                    })
                };
                if unsized_to(to) && !unsized_to(from) {
                    self.unsize(from, to);
                } else {
                    self.relations.subtype(from, to);
                }
            }
        }
    }

    /// `future.await` is a `<Future as IntoFuture>::Output`.
    fn awaited(&mut self, place: PlaceId, operands: &[Operand]) {
        let [operand] = operands else { return };
        let interner = self.relations.interner;
        let Some(output) = interner.lang_items().IntoFutureOutput else {
            return;
        };
        if !has_regions(self.typed.place(place)) {
            return;
        }
        let Some(future) = self.operand_ty(operand) else {
            return;
        };
        let kind = AliasTyKind::Projection {
            def_id: output.into(),
        };
        let alias = AliasTy::new(interner, kind, [future]);
        self.relations.why = Why::Result;
        let from = self.relations.normalise(Ty::new_alias(interner, alias));
        let to = self.place_ty(place);
        self.relations.why = Why::Result;
        self.relations.subtype(from, to);
    }

    // ----- calls -------------------------------------------------------------------------------

    fn call(
        &mut self,
        place: PlaceId,
        operands: &[Operand],
        function: FunctionId,
        args: GenericArgs<'db>,
        tupled: bool,
    ) {
        let interner = self.relations.interner;
        let mut arguments: Vec<Option<Ty<'db>>> = operands
            .iter()
            .map(|operand| self.operand_ty(operand))
            .collect();
        if tupled && !arguments.is_empty() {
            let rest: Option<Vec<_>> = arguments.drain(1..).collect();
            arguments.push(rest.map(|rest| Ty::new_tup(interner, &rest)));
        }
        let relevant = has_regions(self.typed.place(place))
            || has_regions(args)
            || arguments.iter().flatten().any(|ty| has_regions(*ty));
        if !relevant {
            return;
        }
        let args = self.renumber(args);
        self.relations.mention(args);
        let (signature, unknown) = self.signature(function);
        let signature = EarlyBinder::bind(signature)
            .instantiate(interner, args)
            .skip_norm_wip();
        self.relations.why = Why::Bound;
        self.prove_bounds(function.into(), args);
        self.apply(place, &arguments, signature, unknown);
    }

    fn call_pointer(&mut self, place: PlaceId, operands: &[Operand]) {
        let Some((callee, operands)) = operands.split_first() else {
            return;
        };
        let Some(callee) = self.operand_ty(callee) else {
            return;
        };
        let TyKind::FnPtr(signature, header) = callee.kind() else {
            return;
        };
        let arguments: Vec<_> = operands
            .iter()
            .map(|operand| self.operand_ty(operand))
            .collect();
        self.apply(place, &arguments, signature.with(header), false);
    }

    /// Relates arguments and result with a signature, whose own lifetimes are chosen for this call.
    fn apply(
        &mut self,
        place: PlaceId,
        arguments: &[Option<Ty<'db>>],
        signature: PolyFnSig<'db>,
        unknown: bool,
    ) {
        let interner = self.relations.interner;
        let relations = &self.relations;
        let (signature, chosen) =
            interner.instantiate_bound_regions(signature, |_| relations.fresh());
        for region in chosen.into_values() {
            self.relations.mention(region);
        }
        self.relations.why = Why::SameType;
        let types: Vec<Ty<'db>> = signature
            .inputs_and_output
            .iter()
            .map(|ty| {
                let ty = self.relations.normalise(ty);
                self.relations.fill(ty)
            })
            .collect();
        let Some((&output, inputs)) = types.split_last() else {
            return;
        };
        for (index, (&argument, &input)) in arguments.iter().zip(inputs).enumerate() {
            if let Some(argument) = argument {
                self.relations.why = Why::Argument {
                    index: index as u32,
                };
                self.relations.subtype(argument, input);
            }
        }
        let dest = self.place_ty(place);
        if unknown {
            for id in self.relations.ids(output) {
                self.relations.approximate.insert(id);
            }
        }
        self.relations.why = Why::Result;
        self.relations.subtype(output, dest);
    }

    /// The signature of a function as it is declared, with elided lifetimes as parameters.
    pub(super) fn signature(&mut self, function: FunctionId) -> (PolyFnSig<'db>, bool) {
        if let Some(&known) = self.signatures.get(&function) {
            return known;
        }
        let interner = self.relations.interner;
        let declared = self
            .db
            .callable_item_signature(function.into())
            .skip_binder();
        let declared = super::elision::bind_function_types(interner, declared);
        let has_receiver = FunctionSignature::of(self.db, function).has_self_param();
        let completed = complete(interner, declared, has_receiver);
        self.signatures.insert(function, completed);
        completed
    }

    fn prove_bounds(&mut self, item: GenericDefId, args: GenericArgs<'db>) {
        if !has_regions(args) {
            return;
        }
        let interner = self.relations.interner;
        let clauses: Vec<_> = GenericPredicates::query_all(self.db, item)
            .iter_instantiated(interner, args)
            .map(|clause| clause.skip_norm_wip())
            .collect();
        self.relations.prove_bounds(clauses.into_iter());
    }

    // ----- the graph as a whole ----------------------------------------------------------------

    /// The regions of each local.
    pub(super) fn local_regions(&mut self) -> Vec<LocalRegions> {
        let graph = self.graph;
        graph
            .locals
            .iter()
            .map(|local| {
                let inferred = self.typed.place(local.place);
                if !has_regions(inferred) || self.is_broken(local.place) {
                    return LocalRegions::default();
                }
                let ty = self.place_ty(local.place);
                let dropped = if graph.place(local.place).ty.needs_drop {
                    let regions = self.dropped_regions(ty);
                    let mut ids: Vec<RegionId> = regions
                        .into_iter()
                        .map(|it| self.relations.id(it))
                        .collect();
                    ids.sort_unstable();
                    ids.dedup();
                    ids
                } else {
                    Vec::new()
                };
                LocalRegions {
                    used: self.relations.ids(ty),
                    dropped,
                }
            })
            .collect()
    }

    /// The types that the user wrote inside of the body.
    pub(super) fn annotated(&mut self) {
        let typed = self.typed;
        for &(place, written) in &typed.annotations {
            let written = super::elision::bind_function_types(self.relations.interner, written);
            let written = self.relations.normalise(written);
            let written = self.relations.fill(written);
            let ty = self.place_ty(place);
            self.relations.why = Why::Annotation;
            self.relations.equal(written, ty);
        }
    }

    /// The types of parameters and result are those of the declaration, with lifetimes that the caller chooses.
    pub(super) fn declared(
        &mut self,
        def: DefWithBodyId,
        generics: GenericDefId,
        regions: &DeclaredRegions<'db>,
    ) {
        let DefWithBodyId::FunctionId(function) = def else {
            return;
        };
        let interner = self.relations.interner;
        let (signature, _) = self.signature(function);
        let (signature, _) = interner.instantiate_bound_regions(signature, |bound| {
            let known = regions.bound.get(bound.var.as_usize());
            known.copied().unwrap_or(Region::new_static(interner))
        });
        let mut promises = Promises::default();
        promises.add_written(self.db, interner, generics);
        promises.add_header(self.db, interner, generics);
        self.relations.why = Why::Annotation;
        let mut types: Vec<Ty<'db>> = Vec::new();
        for ty in signature.inputs_and_output.iter() {
            promises.add_implied(self.db, interner, ty);
            let normalised = self.relations.normalise(ty);
            if normalised != ty {
                promises.add_implied(self.db, interner, normalised);
            }
            types.push(normalised);
        }
        for (longer, shorter) in promises.pairs {
            if is_missing(longer) || is_missing(shorter) {
                continue;
            }
            let pair = (self.relations.id(longer), self.relations.id(shorter));
            self.relations.known.push(pair);
        }
        let Some((&output, inputs)) = types.split_last() else {
            return;
        };
        let typed = self.typed;
        for (&local, &input) in typed.parameters.iter().zip(inputs) {
            let ty = self.place_ty(self.graph.local(local).place);
            self.relations.equal(input, ty);
        }
        if !matches!(output.kind(), TyKind::Alias(_)) {
            let ty = self.place_ty(self.graph.locals[0].place);
            self.relations.equal(ty, output);
        }
    }
}

/// The universal regions of a signature.
#[derive(Debug, Default)]
pub(super) struct DeclaredRegions<'db> {
    /// By index of the signature's own parameter.
    pub(super) bound: Vec<Region<'db>>,
}

fn mutability(mutable: bool) -> Mutability {
    if mutable {
        Mutability::Mut
    } else {
        Mutability::Not
    }
}

fn safety() -> ra_ap_hir_ty::next_solver::abi::Safety {
    ra_ap_hir_ty::next_solver::abi::Safety::Safe
}
