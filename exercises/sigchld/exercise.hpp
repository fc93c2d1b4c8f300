/// The child that ended before it was known: what you write.
#pragma once

#include <functional>
#include <sys/types.h>

/// Forks a child that runs the job, and returns its pid. The checks define it.
pid_t launch(const std::function<void()>& job);

/// Called once, before the first job.
void begin_watching();

/// Starts a job by launch().
void start(const std::function<void()>& job);

/// How many jobs were started and have not ended.
int running();

/// Called once, when all jobs have ended.
void end_watching();
