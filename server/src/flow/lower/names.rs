//! What paths in value position name (Reference, "Name resolution").
//!
//! rust-analyzer's resolver is told of all scopes around an expression each time that it is asked, and each `let` opens
//! one. Where nothing but variables is declared inside of a body it is told of none, and asked for what is no variable.

use ra_ap_hir_def::{
    expr_store::{
        ExpressionStore, HygieneId,
        path::Path,
        scope::{ExprScopes, ScopeId},
    },
    hir::{BindingId, Expr, ExprId},
    resolver::ValueNs,
};
use ra_ap_hir_expand::name::Name;
use ra_ap_intern::sym;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Lower;

/// What is known of the names in a body.
pub(super) struct Names<'db> {
    scopes: &'db ExprScopes,
    store: &'db ExpressionStore,
    /// Nothing but variables is declared inside of the body.
    plain: bool,
    /// The names that variables have.
    variables: FxHashSet<Name>,
    /// The scope in which a name was last looked for, and what it stood for there.
    last: FxHashMap<Name, (ScopeId, Option<BindingId>)>,
    /// What the paths name that were asked for.
    found: FxHashMap<ExprId, Option<ValueNs>>,
}

impl<'db> Names<'db> {
    pub(super) fn new(scopes: &'db ExprScopes, store: &'db ExpressionStore) -> Names<'db> {
        let mut names = Names {
            scopes,
            store,
            plain: true,
            variables: FxHashSet::default(),
            last: FxHashMap::default(),
            found: FxHashMap::default(),
        };
        let mut seen = FxHashSet::default();
        for (_, &innermost) in scopes.scope_by_expr().iter() {
            for scope in scopes.scope_chain(Some(innermost)) {
                if !seen.insert(scope) {
                    break;
                }
                names.plain &= scopes.block(scope).is_none() && scopes.macro_def(scope).is_none();
                let entries = scopes.entries(scope).iter();
                names.variables.extend(entries.map(|it| it.name().clone()));
            }
        }
        names
    }

    /// The variable that a name in an expression stands for, if nothing but variables is declared in the body.
    fn variable(&mut self, expr: ExprId, name: &Name) -> Option<BindingId> {
        if !self.variables.contains(name) {
            return None;
        }
        let innermost = self.scopes.scope_for(expr)?;
        let last = self.last.get(name).copied();
        let is_meant = |binding: &BindingId| self.store[*binding].hygiene == HygieneId::ROOT;
        let mut found = None;
        for scope in self.scopes.scope_chain(Some(innermost)) {
            if let Some((_, known)) = last.filter(|&(it, _)| it == scope) {
                found = known;
                break;
            }
            let entries = self.scopes.entries(scope).iter();
            let named = entries.filter(|it| it.name() == name);
            let mut meant = named.map(|it| it.binding()).filter(is_meant);
            if let Some(binding) = meant.next() {
                found = Some(binding);
                break;
            }
        }
        self.last.insert(name.clone(), (innermost, found));
        found
    }
}

impl<'db> Lower<'_, 'db> {
    /// What a path expression in value position names; `None` for associated items.
    pub(super) fn resolve_path(&mut self, expr: ExprId) -> Option<ValueNs> {
        let Expr::Path(path) = &self.cx.store[expr] else {
            return None;
        };
        if let Some(&known) = self.cx.names.found.get(&expr) {
            return known;
        }
        let found = self.look_up(expr, path);
        self.cx.names.found.insert(expr, found);
        found
    }

    fn look_up(&mut self, expr: ExprId, path: &Path) -> Option<ValueNs> {
        let cx = &mut *self.cx;
        let hygiene = cx.store.expr_path_hygiene(expr);
        if !cx.names.plain || hygiene != HygieneId::ROOT {
            let guard = cx.resolver.update_to_inner_scope(cx.db, cx.owner, expr);
            let found = cx
                .resolver
                .resolve_path_in_value_ns_fully(cx.db, path, hygiene);
            cx.resolver.reset_to_guard(guard);
            return found;
        }
        let name = match path {
            Path::BarePath(path) if path.is_self() => Some(Name::new_symbol_root(sym::self_)),
            Path::BarePath(path) => path.as_ident().cloned(),
            _ => None,
        };
        if let Some(binding) = name.and_then(|name| cx.names.variable(expr, &name)) {
            return Some(ValueNs::LocalBinding(binding));
        }
        cx.resolver
            .resolve_path_in_value_ns_fully(cx.db, path, hygiene)
    }
}
