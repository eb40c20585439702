//! What paths in value position name (Reference, "Name resolution").
//!
//! rust-analyzer's resolver is told of all scopes around an expression each time that it is asked, and each `let` opens
//! one. Where nothing but variables is declared inside of a body it is told of none, and asked for what is no variable.

use std::ops::Range;

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
    /// Nothing but variables is declared inside of the body.
    plain: bool,
    /// The variables of the body, if nothing else is declared there.
    variables: Variables,
    /// What the paths name that were asked for.
    found: FxHashMap<ExprId, Option<ValueNs>>,
}

impl<'db> Names<'db> {
    pub(super) fn new(scopes: &'db ExprScopes, store: &'db ExpressionStore) -> Names<'db> {
        let nested = NestedScopes::new(scopes);
        let mut all = nested.numbers.keys();
        let plain = all.all(|&it| scopes.block(it).is_none() && scopes.macro_def(it).is_none());
        let variables = match plain {
            true => Variables::new(scopes, store, nested),
            false => Variables::default(),
        };
        Names {
            scopes,
            plain,
            variables,
            found: FxHashMap::default(),
        }
    }

    /// The variable that a name in an expression stands for, if nothing but variables is declared in the body.
    fn variable(&self, expr: ExprId, name: &Name) -> Option<BindingId> {
        self.variables.meant(name, self.scopes.scope_for(expr)?)
    }
}

/// The scopes of a body by numbers: those inside of a scope follow it.
#[derive(Default)]
struct NestedScopes {
    /// A scope's number, and the number behind those of the scopes inside.
    numbers: FxHashMap<ScopeId, Range<u32>>,
}

impl NestedScopes {
    fn new(scopes: &ExprScopes) -> NestedScopes {
        let mut inside: FxHashMap<Option<ScopeId>, Vec<ScopeId>> = FxHashMap::default();
        let mut seen = FxHashSet::default();
        for (_, &innermost) in scopes.scope_by_expr().iter() {
            let chain = scopes.scope_chain(Some(innermost));
            let new: Vec<ScopeId> = chain.take_while(|&it| seen.insert(it)).collect();
            for scope in new {
                let outer = scopes.scope_chain(Some(scope)).nth(1);
                inside.entry(outer).or_default().push(scope);
            }
        }
        let mut numbers: FxHashMap<ScopeId, Range<u32>> = FxHashMap::default();
        let mut next = 0;
        let mut pending = inside.remove(&None).unwrap_or_default();
        while let Some(&scope) = pending.last() {
            // It comes up again when all inside have their numbers.
            if let Some(known) = numbers.get_mut(&scope) {
                known.end = next;
                pending.pop();
                continue;
            }
            numbers.insert(scope, next..next);
            next += 1;
            pending.extend(inside.remove(&Some(scope)).into_iter().flatten());
        }
        NestedScopes { numbers }
    }
}

/// What the names of variables stand for.
#[derive(Default)]
struct Variables {
    nested: NestedScopes,
    /// By name, in the order of their scopes.
    declared: FxHashMap<Name, Vec<Declared>>,
}

/// A variable that a name stands for in a scope.
struct Declared {
    scope: Range<u32>,
    binding: BindingId,
    /// Which of the same name it shadows.
    outer: Option<usize>,
}

impl Variables {
    fn new(scopes: &ExprScopes, store: &ExpressionStore, nested: NestedScopes) -> Variables {
        let mut declared: FxHashMap<Name, Vec<Declared>> = FxHashMap::default();
        let mut in_order: Vec<(ScopeId, Range<u32>)> = nested
            .numbers
            .iter()
            .map(|(&id, it)| (id, it.clone()))
            .collect();
        in_order.sort_unstable_by_key(|(_, it)| it.start);
        for (id, scope) in in_order {
            for entry in scopes.entries(id) {
                let binding = entry.binding();
                if store[binding].hygiene != HygieneId::ROOT {
                    continue;
                }
                let same = declared.entry(entry.name().clone()).or_default();
                let outer = around(same, scope.start);
                // Of several in one scope the first is meant.
                if outer.is_none_or(|it| same[it].scope != scope) {
                    let scope = scope.clone();
                    same.push(Declared {
                        scope,
                        binding,
                        outer,
                    });
                }
            }
        }
        Variables { nested, declared }
    }

    /// The variable that a name stands for in a scope.
    fn meant(&self, name: &Name, innermost: ScopeId) -> Option<BindingId> {
        let same = self.declared.get(name)?;
        let number = self.nested.numbers.get(&innermost)?.start;
        Some(same[around(same, number)?].binding)
    }
}

/// The innermost of the variables with one name in whose scope the scope with a number is.
fn around(same: &[Declared], number: u32) -> Option<usize> {
    let behind = same.partition_point(|it| it.scope.start <= number);
    let last = behind.checked_sub(1);
    let mut outwards = std::iter::successors(last, |&it| same[it].outer);
    outwards.find(|&it| same[it].scope.contains(&number))
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
