//! What projections and opaque types stand for, as drop elaboration sees them.

use ra_ap_hir_def::{FunctionId, ItemContainerId, Lookup};
use ra_ap_hir_ty::{
    ParamEnvAndCrate,
    next_solver::{
        AliasTy, ErrorGuaranteed, GenericArgs, Ty, TyKind, infer::traits::ObligationCause,
        obligation_ctxt::ObligationCtxt,
    },
};
use ra_ap_rustc_type_ir::{
    AliasTyKind,
    inherent::{IntoKind, Ty as _},
};

use super::{regions::defining_function, types::Types};

/// How many implementations may return what a method of a trait returns.
const DEPTH: usize = 16;

/// What a method of a trait returns where the trait says `impl Trait` or `async` (RFC 3425: an associated type).
enum OfTrait<'db> {
    /// What the method of an implementation returns.
    Implemented(Ty<'db>),
    /// What the default body of the method returns.
    Default,
    /// It depends on the implementation.
    Generic,
    /// It is not known where in the result it stands.
    Unknown,
}

impl<'db> Types<'db> {
    /// What a projection or opaque type stands for, where that is certain; an error where nothing is known of it.
    pub(super) fn reveal(&self, ty: Ty<'db>) -> Ty<'db> {
        let mut ty = ty;
        for _ in 0..DEPTH {
            match self.of_trait(ty) {
                Some(OfTrait::Implemented(result)) => ty = result,
                Some(OfTrait::Generic) => return ty,
                Some(OfTrait::Unknown) => break,
                Some(OfTrait::Default) | None => {
                    return ObligationCtxt::new(&self.revealed)
                        .structurally_normalize_ty(&ObligationCause::dummy(), self.env, ty)
                        .unwrap_or(ty);
                }
            }
        }
        Ty::new_error(self.interner, ErrorGuaranteed)
    }

    fn of_trait(&self, ty: Ty<'db>) -> Option<OfTrait<'db>> {
        let (function, args) = self.opaque_of_trait(ty)?;
        let env = ParamEnvAndCrate {
            param_env: self.env,
            krate: self.krate,
        };
        let (found, found_args) = self.db.lookup_impl_method(env, function, args);
        Some(match found.left() {
            Some(found) if found == function => match args.types().next() {
                Some(own) if matches!(own.kind(), TyKind::Adt(..)) => OfTrait::Default,
                _ => OfTrait::Generic,
            },
            Some(found) if self.is_opaque(self.result(function, args), function) => {
                OfTrait::Implemented(self.result(found, found_args))
            }
            _ => OfTrait::Unknown,
        })
    }

    /// The method of a trait in whose result an opaque type stands, with its arguments.
    fn opaque_of_trait(&self, ty: Ty<'db>) -> Option<(FunctionId, GenericArgs<'db>)> {
        let TyKind::Alias(AliasTy {
            kind: AliasTyKind::Opaque { def_id },
            args,
            ..
        }) = ty.kind()
        else {
            return None;
        };
        let function = defining_function(self.interner, def_id)?;
        let container = function.lookup(self.db).container;
        matches!(container, ItemContainerId::TraitId(_)).then_some((function, args))
    }

    /// Whether a type is as a whole an opaque one of the result of a method of a trait.
    fn is_opaque(&self, ty: Ty<'db>, function: FunctionId) -> bool {
        self.opaque_of_trait(ty).is_some_and(|it| it.0 == function)
    }

    fn result(&self, function: FunctionId, args: GenericArgs<'db>) -> Ty<'db> {
        let signature = self.db.callable_item_signature(function.into());
        let signature = signature.instantiate(self.interner, args).skip_norm_wip();
        let interner = self.interner;
        interner
            .instantiate_bound_regions_with_erased(signature)
            .output()
    }
}
