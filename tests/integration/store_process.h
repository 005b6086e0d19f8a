// Runs store_writer and reads what it answered.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <vector>

namespace atelier::storage::writer {

class WriterProcess {
 public:
  WriterProcess(const std::string& folder, const std::string& run, const std::string& reserved = "0") {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      execl(STORE_WRITER, STORE_WRITER, folder.c_str(), run.c_str(), reserved.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    out_ = ends[0];
  }
  ~WriterProcess() {
    kill_now();
    close(out_);
  }

  // Reads lines for this long; what it printed is in lines().
  void run_for(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (;;) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())
              .count();
      if (left <= 0 || !read_some(static_cast<int>(left))) return;
    }
  }
  // Until it printed a line that begins so; false where it ended or the time was up first.
  bool run_until(const std::string& beginning, std::chrono::milliseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    std::size_t seen = 0;
    for (;;) {
      for (; seen < lines_.size(); ++seen) {
        if (lines_[seen].starts_with(beginning)) return true;
      }
      if (std::chrono::steady_clock::now() > end || !read_some(100)) return false;
    }
  }
  // SIGKILL, then what was still in the pipe.
  void kill_now() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
    while (read_some(0)) {
    }
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  // False: the pipe has ended. Nothing within the time is true, unless the time is 0.
  bool read_some(int timeout_ms) {
    pollfd one{.fd = out_, .events = POLLIN, .revents = 0};
    if (poll(&one, 1, timeout_ms) <= 0) return timeout_ms > 0;
    char buffer[65536];
    const auto size = read(out_, buffer, sizeof buffer);
    if (size <= 0) return false;
    for (const char c : std::string_view(buffer, static_cast<std::size_t>(size))) {
      if (c != '\n') {
        partial_ += c;
        continue;
      }
      lines_.push_back(std::move(partial_));
      partial_.clear();
    }
    return true;
  }

  pid_t pid_ = -1;
  int out_ = -1;
  std::string partial_;
  std::vector<std::string> lines_;
};

}  // namespace atelier::storage::writer
