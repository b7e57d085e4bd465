/**
 * Shares the requests to a service out among its replicas on this machine. {@link io.agentaiops.balancer.BalancerMain} puts
 * it together: {@link io.agentaiops.balancer.FrontDoor} listens where the service would,
 * {@link io.agentaiops.balancer.ReplicaSet} says who takes the next request, {@link io.agentaiops.balancer.ReplicaWatch}
 * follows the file that names the replicas and asks each how it is. Knows nothing of what it passes on.
 */
@NullMarked
package io.agentaiops.balancer;

import org.jspecify.annotations.NullMarked;
