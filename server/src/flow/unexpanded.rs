//! Macro calls that could not be expanded, and the names they mention: what they do to the variables of
//! these names is not known.

use ra_ap_hir_def::{
    DefWithBodyId,
    expr_store::{Body, body::BodySourceMap},
};
use ra_ap_hir_expand::{HirFileId, InFile};
use ra_ap_hir_ty::db::HirDatabase;
use ra_ap_syntax::{AstNode, NodeOrToken, SyntaxKind, SyntaxNode, ast, match_ast};
use rustc_hash::FxHashSet;

use super::bodies;

/// Names that stand in macro calls which are unknown, disabled, or expand with an error.
///
/// A query of its own: it reads positions, but its answer rarely changes.
#[salsa::tracked(returns(ref))]
pub(super) fn unexpanded_names(db: &dyn HirDatabase, def: DefWithBodyId) -> FxHashSet<String> {
    let (_, source_map) = Body::with_source_map(db, def);
    let mut finder = Finder {
        source_map,
        names: FxHashSet::default(),
    };
    let item = bodies::source(db, def);
    finder.search(item.file_id, &item.value);
    for (call, &expansion) in source_map.expansions() {
        let result = expansion.parse_macro_expansion(db);
        if result.err.is_some() {
            let root = call.file_id.parse_or_expand(db);
            finder.mention(call.value.to_node(&root).syntax());
        }
        finder.search(expansion.into(), &result.value.0.syntax_node());
    }
    finder.names
}

struct Finder<'db> {
    source_map: &'db BodySourceMap,
    names: FxHashSet<String>,
}

impl Finder<'_> {
    /// Looks for calls under `root` that nothing came of; nested items have bodies of their own.
    fn search(&mut self, file: HirFileId, root: &SyntaxNode) {
        let mut pending = vec![root.clone()];
        while let Some(node) = pending.pop() {
            match_ast! {
                match node {
                    ast::MacroCall(call) => {
                        if self.source_map.expansion(InFile::new(file, &call)).is_none() {
                            self.mention(&node);
                        }
                        continue;
                    },
                    ast::Item(_) if node != *root => continue,
                    _ => {},
                }
            }
            // Code that is configured away is not lowered at all.
            pending.extend(node.children().filter(|child| !is_conditional(child)));
        }
    }

    fn mention(&mut self, call: &SyntaxNode) {
        let tokens = call
            .descendants_with_tokens()
            .filter_map(NodeOrToken::into_token);
        for token in tokens {
            match token.kind() {
                SyntaxKind::IDENT => {
                    self.names.insert(without_escape(token.text()).to_owned());
                }
                SyntaxKind::SELF_KW => _ = self.names.insert("self".to_owned()),
                // A format string names what it captures.
                SyntaxKind::STRING => self.names.extend(captured_names(token.text())),
                _ => {}
            }
        }
    }
}

/// The identifier without `r#`.
pub(super) fn without_escape(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The names in a format string: what stands directly behind each opening brace.
fn captured_names(literal: &str) -> impl Iterator<Item = String> {
    literal.split('{').skip(1).filter_map(|behind| {
        let name = behind
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()?;
        (!name.is_empty()).then(|| name.to_owned())
    })
}

fn is_conditional(node: &SyntaxNode) -> bool {
    let is_cfg = |attr: ast::Attr| {
        let text: String = attr.syntax().text().to_string();
        text.split_whitespace()
            .collect::<String>()
            .starts_with("#[cfg(")
    };
    // Not every node that can have attributes says so: that of a macro call as a statement does not.
    node.children().filter_map(ast::Attr::cast).any(is_cfg)
}
