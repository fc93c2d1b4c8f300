/// A plugin for clang-tidy 19: its checks visit this project's code, not the system headers'.
/// They report nothing from there anyway, and spend most of their time on it.

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Frontend/FrontendPluginRegistry.h>
#include <memory>
#include <string>
#include <vector>

namespace {

struct OwnCodeOnly : clang::ASTConsumer {
    void HandleTranslationUnit(clang::ASTContext& context) override {
        // noload: what comes from a precompiled header is the system's, and is not even read.
        std::vector<clang::Decl*> own;
        for (clang::Decl* declaration : context.getTranslationUnitDecl()->noload_decls())
            if (!context.getSourceManager().isInSystemHeader(declaration->getLocation()))
                own.push_back(declaration);
        context.setTraversalScope(own);
    }
};

struct BeforeTheChecks : clang::PluginASTAction {
    std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&,
                                                          llvm::StringRef) override {
        return std::make_unique<OwnCodeOnly>();
    }
    bool ParseArgs(const clang::CompilerInstance&, const std::vector<std::string>&) override {
        return true;
    }
    ActionType getActionType() override { return AddBeforeMainAction; }
};

const clang::FrontendPluginRegistry::Add<BeforeTheChecks> registered("own-code-only",
                                                                     "leave out system headers");

}  // namespace
