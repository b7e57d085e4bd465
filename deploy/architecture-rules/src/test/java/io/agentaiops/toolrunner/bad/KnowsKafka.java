package io.agentaiops.toolrunner.bad;

import org.apache.kafka.common.TopicPartition;

record KnowsKafka(TopicPartition partition) {}
