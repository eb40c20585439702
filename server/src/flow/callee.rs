//! Names and parameters of what is called.

use std::sync::Arc;

use ra_ap_hir_def::{
    AdtId, FunctionId, HasModule, ItemContainerId, Lookup, ModuleId, VariantId,
    lang_item::lang_items,
    signatures::{
        EnumSignature, FunctionSignature, StructSignature, TraitSignature, UnionSignature,
    },
    src::HasSource,
    visibility::Visibility,
};
use ra_ap_hir_ty::{
    db::HirDatabase,
    next_solver::{Mutability, Ty, TyKind},
};
use ra_ap_rustc_type_ir::inherent::IntoKind;
use ra_ap_syntax::{
    AstNode,
    ast::{self, HasName},
};

use crate::facts::Callee;

/// A parameter as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameter {
    /// The name, if the pattern is one.
    pub(super) name: Option<String>,
    /// The written type.
    pub(super) ty: Option<String>,
}

/// Descriptions of functions.
#[derive(Clone, Copy)]
pub(super) struct Callees<'db> {
    db: &'db dyn HirDatabase,
}

/// What is known about a function that is called.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// Its names.
    pub(super) callee: Arc<Callee>,
    /// Whether a formatting macro calls it to put its arguments together.
    pub(super) is_formatting: bool,
}

impl<'db> Callees<'db> {
    pub(super) fn new(db: &'db dyn HirDatabase) -> Self {
        Callees { db }
    }

    pub(super) fn describe(self, function: FunctionId) -> &'db Described {
        described(self.db, function)
    }

    /// The declaration of a parameter, the receiver not counted. Reads the function's source, so it
    /// is asked only where a value is moved.
    pub(super) fn parameter(&self, function: FunctionId, index: usize) -> Option<Parameter> {
        parameters(self.db, function).get(index).cloned()
    }

    /// `Point`, `Option::Some`.
    pub(super) fn variant_name(&self, variant: VariantId) -> String {
        match variant {
            VariantId::EnumVariantId(id) => {
                let parent = id.lookup(self.db).parent;
                let variants = parent.enum_variants(self.db);
                let name = variants
                    .variants
                    .iter()
                    .find(|(_, (variant, _))| *variant == id)
                    .map(|(name, _)| name.as_str())
                    .unwrap_or_default();
                format!("{}::{name}", adt_name(self.db, parent.into()))
            }
            VariantId::StructId(id) => adt_name(self.db, id.into()),
            VariantId::UnionId(id) => adt_name(self.db, id.into()),
        }
    }
}

/// The type's own name.
pub(super) fn adt_name(db: &dyn HirDatabase, adt: AdtId) -> String {
    match adt {
        AdtId::StructId(id) => StructSignature::of(db, id).name.as_str().to_owned(),
        AdtId::EnumId(id) => EnumSignature::of(db, id).name.as_str().to_owned(),
        AdtId::UnionId(id) => UnionSignature::of(db, id).name.as_str().to_owned(),
    }
}

#[salsa::tracked(returns(ref))]
fn described(db: &dyn HirDatabase, function: FunctionId) -> Described {
    Described {
        callee: Arc::new(named(db, function)),
        is_formatting: is_formatting(db, function),
    }
}

fn is_formatting(db: &dyn HirDatabase, function: FunctionId) -> bool {
    let ItemContainerId::ImplId(container) = function.lookup(db).container else {
        return false;
    };
    let lang = lang_items(db, function.krate(db));
    let own = db.impl_self_ty(container);
    let own = own.skip_binder().as_adt().map(|(adt, _)| adt);
    let structs = [lang.FormatArgument, lang.FormatArguments];
    own.is_some_and(|own| structs.into_iter().flatten().any(|it| own == it.into()))
}

fn named(db: &dyn HirDatabase, function: FunctionId) -> Callee {
    let signature = FunctionSignature::of(db, function);
    let name = signature.name.as_str().to_owned();
    let path = match container_name(db, function) {
        Some(container) => format!("{container}::{name}"),
        None => name.clone(),
    };
    let receiver = signature.has_self_param().then(|| receiver(db, function));
    Callee {
        name,
        path,
        receiver,
    }
}

fn container_name(db: &dyn HirDatabase, function: FunctionId) -> Option<String> {
    match function.lookup(db).container {
        ItemContainerId::TraitId(id) => Some(TraitSignature::of(db, id).name.as_str().to_owned()),
        ItemContainerId::ImplId(id) => {
            match db
                .impl_self_ty(id)
                .instantiate_identity()
                .skip_norm_wip()
                .kind()
            {
                TyKind::Adt(adt, _) => Some(adt_name(db, adt.def_id())),
                TyKind::Str => Some("str".to_owned()),
                TyKind::Slice(_) => Some("slice".to_owned()),
                TyKind::Array(..) => Some("array".to_owned()),
                _ => None,
            }
        }
        ItemContainerId::ModuleId(_) | ItemContainerId::ExternBlockId(_) => {
            let module = nameable_module(db, function);
            module.name(db).map(|name| name.as_str().to_owned())
        }
    }
}

/// The module by which users of its crate can call the function: `thread`, where it stands in `thread::functions`,
/// which is private.
fn nameable_module(db: &dyn HirDatabase, function: FunctionId) -> ModuleId {
    let mut module = function.module(db);
    if module.krate(db).data(db).origin.is_local() {
        return module;
    }
    loop {
        let data = &module.def_map(db)[module];
        match data.parent {
            Some(parent) if data.visibility != Visibility::Public => module = parent,
            _ => return module,
        }
    }
}

fn receiver(db: &dyn HirDatabase, function: FunctionId) -> String {
    let signature = db.callable_item_signature(function.into());
    let inputs = signature.skip_binder().skip_binder().inputs();
    let shorthand = |inner: Ty<'_>| match own_type(db, function) {
        Some(own) => own == inner,
        None => matches!(inner.kind(), TyKind::Param(it) if it.index == 0),
    };
    match inputs.first().map(|ty| ty.kind()) {
        Some(TyKind::Ref(_, inner, Mutability::Mut)) if shorthand(inner) => "&mut self".to_owned(),
        Some(TyKind::Ref(_, inner, _)) if shorthand(inner) => "&self".to_owned(),
        Some(TyKind::Ref(..)) => written_receiver(db, function).clone(),
        _ => "self".to_owned(),
    }
}

/// What `Self` is in an implementation.
fn own_type(db: &dyn HirDatabase, function: FunctionId) -> Option<Ty<'_>> {
    match function.lookup(db).container {
        ItemContainerId::ImplId(id) => Some(db.impl_self_ty(id).skip_binder()),
        _ => None,
    }
}

/// The receiver as its declaration has it: `self: &Rc<Self>`.
#[salsa::tracked(returns(ref))]
fn written_receiver(db: &dyn HirDatabase, function: FunctionId) -> String {
    let source = function.lookup(db).source(db);
    let parameters = source.value.param_list();
    let receiver = parameters.and_then(|list| list.self_param());
    receiver.map_or_else(|| "self".to_owned(), |it| it.syntax().text().to_string())
}

/// A query of its own: it reads the text of the function's file, but its answer rarely changes.
#[salsa::tracked(returns(ref))]
fn parameters(db: &dyn HirDatabase, function: FunctionId) -> Vec<Parameter> {
    let source = function.lookup(db).source(db);
    let Some(list) = source.value.param_list() else {
        return Vec::new();
    };
    list.params()
        .map(|param| Parameter {
            name: match param.pat() {
                Some(ast::Pat::IdentPat(pat)) => pat.name().map(|name| name.text().to_string()),
                _ => None,
            },
            ty: param.ty().map(|ty| ty.syntax().text().to_string()),
        })
        .collect()
}
