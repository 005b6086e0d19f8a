// For tests whose subject also stands in a README: a table of states drawn as Mermaid, printed from the code.
//
// expect_in_readme fails where the text between "<!-- <mark> -->" and "<!-- /<mark> -->" is another one, and
// writes it where the environment says ATELIER_UPDATE_README=1.
#pragma once

#include <gtest/gtest.h>

#include <boost/describe.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace atelier::base::testing {

// `transitions`: a range of {from, to} with described enums; `first`: the state that all begin in.
template <class Transitions, class State>
std::string to_mermaid(const Transitions& transitions, State first) {
  std::string text = "```mermaid\nstateDiagram-v2\n  [*] --> ";
  text += boost::describe::enum_to_string(first, "");
  text += '\n';
  for (const auto& t : transitions) {
    text += std::string("  ") + boost::describe::enum_to_string(t.from, "") + " --> " +
            boost::describe::enum_to_string(t.to, "") + '\n';
  }
  return text + "```";
}

inline void expect_in_readme(const std::string& path, const std::string& mark, const std::string& expected) {
  std::stringstream read;
  read << std::ifstream(path).rdbuf();
  std::string text = read.str();
  const std::string begin = "<!-- " + mark + " -->\n";
  const std::string end = "\n<!-- /" + mark + " -->";
  const auto from = text.find(begin);
  const auto to = text.find(end);
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos) << path << " has no place for " << mark;
  const auto place = from + begin.size();
  const std::string is = to > place ? text.substr(place, to - place) : "";
  if (is == expected) return;
  if (std::getenv("ATELIER_UPDATE_README") != nullptr) {
    std::ofstream(path) << text.substr(0, place) << expected << text.substr(to);
    return;
  }
  ADD_FAILURE() << path << " shows another " << mark
                << "; run this test with ATELIER_UPDATE_README=1. It ought to be:\n"
                << expected;
}

}  // namespace atelier::base::testing
