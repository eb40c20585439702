//! Calls: signatures with lifetimes chosen for the call, and what their bounds demand.

use ra_ap_hir_def::{FunctionId, GenericDefId, ItemContainerId};
use ra_ap_hir_ty::{
    GenericPredicates,
    next_solver::{ClauseKind, GenericArgKind, GenericArgs, PolyFnSig, Ty, TyKind, Tys},
};
use ra_ap_rustc_type_ir::{
    EarlyBinder, OutlivesPredicate,
    inherent::{IntoKind, Ty as _},
};

use super::{
    check::Checker, components::mentioned_parameters, elision::declared_signature,
    own_type::own_type, relate::has_regions, well_formed::instantiated,
};
use crate::flow::{
    graph::{Operand, PlaceId, regions::Why},
    typed::Instance,
};

impl<'db> Checker<'_, 'db> {
    pub(super) fn call(
        &mut self,
        place: PlaceId,
        operands: &[Operand],
        (function, args, written): (FunctionId, GenericArgs<'db>, Option<&Instance<'db>>),
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
            return self.parameter_bounds(function.into(), args);
        }
        let args = self.renumber(args);
        self.relations.mention(args);
        self.instantiated(function, args, written);
        let (signature, unknown) = declared_signature(self.db, function);
        let signature = EarlyBinder::bind(signature)
            .instantiate(interner, args)
            .skip_norm_wip();
        self.relations.why = Why::Bound;
        self.prove_bounds(function.into(), args);
        self.apply(place, &arguments, signature, unknown);
    }

    /// The arguments of a function are those that are written.
    pub(super) fn instantiated(
        &mut self,
        function: FunctionId,
        args: GenericArgs<'db>,
        written: Option<&Instance<'db>>,
    ) {
        let Some(written) = written else { return };
        self.relations.why = Why::GenericArgs(written.at);
        for &(index, arg) in &written.args {
            match (args.get(index).map(|it| it.kind()), arg.kind()) {
                (Some(GenericArgKind::Type(ty)), GenericArgKind::Type(written)) => {
                    let written = self.relations.annotation(written);
                    self.relations.equal(ty, written);
                    self.well_formed(written);
                }
                (Some(GenericArgKind::Lifetime(it)), GenericArgKind::Lifetime(written)) => {
                    self.relations.outlives(it, written);
                    self.relations.outlives(written, it);
                }
                _ => {}
            }
        }
        if let (Some(own), ItemContainerId::ImplId(id)) =
            (written.own, function.loc(self.db).container)
        {
            let interner = self.relations.interner;
            let declared = instantiated(interner, args, own_type(interner, id));
            let declared = self.relations.normalise(declared);
            let declared = self.relations.fill(declared);
            let written = self.relations.annotation(own);
            self.relations.equal(declared, written);
            self.well_formed(written);
        }
    }

    pub(super) fn call_pointer(&mut self, place: PlaceId, operands: &[Operand]) {
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
        let signature = signature.with(header);
        let mut inner = signature.skip_binder();
        let output = self.relations.guess_lent_objects(inner.output());
        let types = inner.inputs().iter().copied().chain([output]);
        inner.inputs_and_output = Tys::new_from_iter(self.relations.interner, types);
        self.apply(place, &arguments, signature.rebind(inner), false);
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
        let mut types: Vec<Ty<'db>> = Vec::new();
        for ty in signature.inputs_and_output.iter() {
            self.relations.why = Why::SameType;
            let normalised = self.relations.normalise(ty);
            let normalised = self.relations.fill(normalised);
            self.relations.why = Why::WellFormed;
            self.lifetimes_well_formed(normalised);
            types.push(normalised);
        }
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

    pub(super) fn prove_bounds(&mut self, item: GenericDefId, args: GenericArgs<'db>) {
        if !has_regions(args) {
            return self.parameter_bounds(item, args);
        }
        let interner = self.relations.interner;
        let relations = &self.relations;
        let clauses: Vec<_> = GenericPredicates::query_all(self.db, item)
            .skip_binder()
            .filter(|clause| !relations.is_boring(*clause))
            .map(|clause| instantiated(interner, args, clause))
            .collect();
        self.relations.prove_bounds(clauses.into_iter());
    }

    /// The bounds that demand of type parameters that they outlive a lifetime: all that matters of bounds where no
    /// lifetime is in the arguments.
    fn parameter_bounds(&mut self, item: GenericDefId, args: GenericArgs<'db>) {
        let interner = self.relations.interner;
        if self.relations.parameters.is_empty() || mentioned_parameters(&args).is_empty() {
            return;
        }
        self.relations.why = Why::Bound;
        for clause in GenericPredicates::query_all(self.db, item).skip_binder() {
            if let ClauseKind::TypeOutlives(OutlivesPredicate(ty, region)) =
                clause.kind().skip_binder()
            {
                let ty = instantiated(interner, args, ty);
                let region = instantiated(interner, args, region);
                self.relations.parameters_outlive(ty, region);
            }
        }
    }
}
