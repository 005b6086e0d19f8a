#include "payment/gateways/calls/provider_call.h"

#include <gtest/gtest.h>

namespace atelier::payment {
namespace {

Refusal no_code(std::string_view) { return {}; }
ErrorKind kind_of(int status, bool is_question) {
  return judge_answer(http::ClientResponse{.status = status}, is_question, no_code).error().kind;
}

TEST(ProviderCall, what_an_answer_says_about_what_was_done) {
  struct Row {
    int status;
    ErrorKind change, question;
  };
  for (const auto& row : {Row{400, ErrorKind::invalid, ErrorKind::invalid}, Row{401, ErrorKind::denied, ErrorKind::denied},
                          Row{402, ErrorKind::invalid, ErrorKind::invalid}, Row{403, ErrorKind::denied, ErrorKind::denied},
                          Row{404, ErrorKind::invalid, ErrorKind::not_found}, Row{409, ErrorKind::unknown, ErrorKind::unavailable},
                          Row{422, ErrorKind::invalid, ErrorKind::invalid}, Row{429, ErrorKind::unavailable, ErrorKind::unavailable},
                          Row{302, ErrorKind::invalid, ErrorKind::invalid}, Row{500, ErrorKind::unknown, ErrorKind::unavailable},
                          Row{503, ErrorKind::unknown, ErrorKind::unavailable}}) {
    EXPECT_EQ(kind_of(row.status, false), row.change) << row.status;
    EXPECT_EQ(kind_of(row.status, true), row.question) << row.status;
  }
  EXPECT_TRUE(judge_answer(http::ClientResponse{.status = 201}, false, no_code));
}

TEST(ProviderCall, a_lost_answer_to_a_question_leaves_nothing_unknown) {
  const Result<http::ClientResponse> lost = fail(ErrorKind::unknown, "answer_late");
  EXPECT_EQ(judge_answer(lost, true, no_code).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(judge_answer(lost, false, no_code).error().kind, ErrorKind::unknown);
  EXPECT_EQ(judge_answer(fail(ErrorKind::exhausted, "client_busy"), false, no_code).error().kind, ErrorKind::unavailable);
}

TEST(ProviderCall, only_a_word_of_the_provider_comes_into_an_error) {
  const auto detail_with = [](RefusalReader reader) { return judge_answer(http::ClientResponse{.status = 400}, false, reader).error().detail; };
  EXPECT_TRUE(detail_with([](std::string_view) { return Refusal{.code = "amount_too_small"}; }).ends_with(" amount_too_small"));
  EXPECT_EQ(detail_with([](std::string_view) { return Refusal{.code = "claire@example.com"}; }), "the provider answered 400");
  EXPECT_EQ(detail_with([](std::string_view) { return Refusal{.code = "4242 4242"}; }), "the provider answered 400");
}

TEST(ProviderCall, a_key_that_is_being_worked_on_is_no_refusal) {
  const auto busy = [](std::string_view) { return Refusal{.code = "704", .in_progress = true}; };
  EXPECT_EQ(judge_answer(http::ClientResponse{.status = 422}, false, busy).error().kind, ErrorKind::unknown);
}

}  // namespace
}  // namespace atelier::payment
