//! Lifetimes that have to be written and are not (E0106): in fields and type aliases, and in results that no rule of
//! elision gives a lifetime (Reference, "Lifetime elision"; `rustc_resolve::late`).
//!
//! By the text; types are asked for how many lifetimes a path leaves out. What is not known, may be rewritten by
//! an attribute, is not part of the crate, or stands in an item that does not parse is passed over.

use ra_ap_base_db::FileId;
use ra_ap_hir::Semantics;
use ra_ap_hir_ty::attach_db;
use ra_ap_ide_db::RootDatabase;
use ra_ap_syntax::{
    AstNode, SyntaxKind, SyntaxNode, TextRange,
    ast::{self, HasAttrs},
};

use super::attributes::may_rewrite;
use super::elided::{Slot, Walk, span};
use crate::facts::{
    ElidedForm, Error, ErrorKind, ErrorStep, ErrorStepKind, Located, MissingLifetime,
};

/// The missing lifetimes of a file, in source order.
pub fn missing_lifetimes(db: &RootDatabase, file: FileId) -> Vec<Error<Located>> {
    attach_db(db, || {
        let sema = Semantics::new(db);
        let broken = super::syntax_errors(db, file);
        let tree = sema.parse_guess_edition(file);
        let items = tree.syntax().children().filter(|item| {
            let at = span(item.text_range());
            let mut broken = broken.iter();
            !broken.any(|it| it.start <= at.end && at.start <= it.end)
        });
        let nodes = items.flat_map(|item| item.descendants());
        nodes.flat_map(|node| of_node(&sema, &node)).collect()
    })
}

type Sema<'db> = Semantics<'db, RootDatabase>;

fn of_node(sema: &Sema<'_>, node: &SyntaxNode) -> Vec<Error<Located>> {
    let errors = match node.kind() {
        SyntaxKind::RECORD_FIELD => {
            let ty = ast::RecordField::cast(node.clone()).and_then(|it| it.ty());
            declared(sema, ty, MissingLifetime::Field)
        }
        SyntaxKind::TUPLE_FIELD => {
            let ty = ast::TupleField::cast(node.clone()).and_then(|it| it.ty());
            declared(sema, ty, MissingLifetime::Field)
        }
        SyntaxKind::TYPE_ALIAS => {
            let alias = ast::TypeAlias::cast(node.clone());
            let own = alias.filter(|_| !is_associated(node));
            declared(sema, own.and_then(|it| it.ty()), MissingLifetime::Alias)
        }
        SyntaxKind::FN => {
            let function = ast::Fn::cast(node.clone());
            function.and_then(|it| of_function(sema, &it))
        }
        SyntaxKind::FN_PTR_TYPE => {
            let pointer = ast::FnPtrType::cast(node.clone());
            pointer.and_then(|it| {
                let parameters = it.param_list()?.params().map(|it| it.ty());
                of_function_type(sema, &it.ret_type()?, parameters)
            })
        }
        SyntaxKind::PATH_SEGMENT => {
            let segment = ast::PathSegment::cast(node.clone());
            segment.and_then(|it| {
                let arguments = it.parenthesized_arg_list()?.type_args().map(|it| it.ty());
                of_function_type(sema, &it.ret_type()?, arguments)
            })
        }
        _ => None,
    };
    match errors {
        Some(errors) if !errors.is_empty() && is_certain(sema, node) => errors,
        _ => Vec::new(),
    }
}

/// In a declared type each lifetime has to be written.
fn declared(
    sema: &Sema<'_>,
    ty: Option<ast::Type>,
    place: MissingLifetime,
) -> Option<Vec<Error<Located>>> {
    let mut walk = Walk::new(sema);
    walk.node(ty?.syntax())?;
    let missing = walk.slots.iter().filter(|slot| slot.written.is_none());
    missing.map(|slot| error(place, &[slot])).collect()
}

fn of_function(sema: &Sema<'_>, function: &ast::Fn) -> Option<Vec<Error<Located>>> {
    let mut walk = Walk::new(sema);
    let outputs = results(&mut walk, &function.ret_type()?)?;
    // There such a path is another error (E0726).
    let in_path = |slot: &Slot| matches!(slot.form, ElidedForm::Path { .. });
    if function.async_token().is_some() && outputs.iter().any(in_path) {
        return None;
    }
    let parameters = function.param_list()?;
    if let Some(receiver) = parameters.self_param()
        && walk.receiver(&receiver)?
    {
        return None;
    }
    let lending = walk.parameters(parameters.params().map(|it| it.ty()))?;
    of_results(&lending, &outputs)
}

/// `fn(&T) -> &U`, `Fn(&T) -> &U`.
fn of_function_type(
    sema: &Sema<'_>,
    result: &ast::RetType,
    parameters: impl Iterator<Item = Option<ast::Type>>,
) -> Option<Vec<Error<Located>>> {
    let mut walk = Walk::new(sema);
    let outputs = results(&mut walk, result)?;
    let lending = walk.parameters(parameters)?;
    of_results(&lending, &outputs)
}

/// The places in a result that have no lifetime; `None` if there are none.
fn results(walk: &mut Walk<'_, '_>, result: &ast::RetType) -> Option<Vec<Slot>> {
    walk.node(result.ty()?.syntax())?;
    let mut outputs = std::mem::take(&mut walk.slots);
    outputs.retain(|slot| slot.written.is_none());
    (!outputs.is_empty()).then_some(outputs)
}

/// The error unless one parameter lends something, with one lifetime. `lending` is how many lifetimes each of those
/// has that has any (`rustc_resolve::late`'s `resolve_fn_params`: two with the same lifetime are two).
fn of_results(lending: &[usize], outputs: &[Slot]) -> Option<Vec<Error<Located>>> {
    if lending == [1] {
        return None;
    }
    let candidates = lending.iter().sum();
    let outputs: Vec<&Slot> = outputs.iter().collect();
    Some(vec![error(
        MissingLifetime::Result { candidates },
        &outputs,
    )?])
}

fn error(place: MissingLifetime, slots: &[&Slot]) -> Option<Error<Located>> {
    let mut places = slots.iter().map(|slot| Located {
        span: span(primary(slot)),
        in_macro: false,
    });
    let at = places.next()?;
    let others = places.map(|at| ErrorStep {
        kind: ErrorStepKind::AlsoMissing,
        at,
    });
    let several = slots.len() > 1 || slots.iter().any(|slot| slot.count > 1);
    Some(Error {
        kind: ErrorKind::MissingLifetime { place, several },
        at,
        value: None,
        place: String::new(),
        ty: None,
        clone: false,
        steps: others.collect(),
        closure: None,
    })
}

/// Where rustc points: of a path with arguments at the bracket in front of them.
fn primary(slot: &Slot) -> TextRange {
    match slot.form {
        ElidedForm::Path { arguments: true } => {
            let open = slot.at.end();
            TextRange::at(open, 1.into())
        }
        _ => slot.at,
    }
}

fn is_associated(alias: &SyntaxNode) -> bool {
    let parent = alias.parent().map(|it| it.kind());
    matches!(
        parent,
        Some(SyntaxKind::ASSOC_ITEM_LIST | SyntaxKind::EXTERN_ITEM_LIST)
    )
}

/// Whether the node is part of the crate as it stands: no condition and no attribute takes it out or changes it.
fn is_certain(sema: &Sema<'_>, node: &SyntaxNode) -> bool {
    let mut innermost = true;
    for around in node.ancestors() {
        if let Some(item) = ast::Item::cast(around.clone()) {
            if item.attrs().any(|it| may_rewrite(&it, None, &[])) {
                return false;
            }
            // An `impl` has only what belongs to the crate.
            if std::mem::take(&mut innermost) && !exists(sema, &item) {
                return false;
            }
        } else if ast::AnyHasAttrs::cast(around).is_some_and(|it| {
            it.attrs()
                .any(|it| it.simple_name().is_none_or(|name| name.starts_with("cfg")))
        }) {
            return false;
        }
    }
    true
}

fn exists(sema: &Sema<'_>, item: &ast::Item) -> bool {
    match item {
        ast::Item::Const(it) => sema.to_def(it).is_some(),
        ast::Item::Enum(it) => sema.to_def(it).is_some(),
        ast::Item::Fn(it) => sema.to_def(it).is_some(),
        ast::Item::Impl(it) => sema.to_def(it).is_some(),
        ast::Item::Static(it) => sema.to_def(it).is_some(),
        ast::Item::Struct(it) => sema.to_def(it).is_some(),
        ast::Item::Trait(it) => sema.to_def(it).is_some(),
        ast::Item::TypeAlias(it) => sema.to_def(it).is_some(),
        ast::Item::Union(it) => sema.to_def(it).is_some(),
        _ => false,
    }
}
