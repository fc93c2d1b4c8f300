/// An in-order walk through a tree: a recursive generator, where one would otherwise pass a
/// callback to a recursive function.
///
///     all:   1 3 4 6 7 8 10 13 14
///     first: 1 3 4
#include <fmt/format.h>
#include <memory>
#include <ranges>

#include "coroutines/primitives/generator.hpp"

using triptych::coroutines::from;
using triptych::coroutines::Generator;

namespace {

struct Node {
    explicit Node(int value) : key{value} {}
    int key;
    std::unique_ptr<Node> left;   // smaller keys; null if there are none
    std::unique_ptr<Node> right;  // the others; null if there are none
};

void insert(std::unique_ptr<Node>& tree, int key) {
    if (tree)
        insert(key < tree->key ? tree->left : tree->right, key);
    else
        tree = std::make_unique<Node>(key);
}

Generator<int> in_order(const Node* node) {
    if (node == nullptr) co_return;
    co_yield from(in_order(node->left.get()));
    co_yield node->key;
    co_yield from(in_order(node->right.get()));
}

}  // namespace

int main() {
    std::unique_ptr<Node> tree;
    for (const int key : {8, 3, 10, 1, 6, 14, 4, 7, 13})
        insert(tree, key);

    fmt::print("all:  ");
    for (const int key : in_order(tree.get()))
        fmt::print(" {}", key);
    fmt::print("\nfirst:");
    for (const int key : in_order(tree.get()) | std::views::take(3))
        fmt::print(" {}", key);
    fmt::print("\n");
}
