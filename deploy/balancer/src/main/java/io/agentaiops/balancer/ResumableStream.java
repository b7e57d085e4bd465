package io.agentaiops.balancer;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events that can end before its source does, between two events: whoever follows it comes again
 * with {@code Last-Event-ID} and is sent to another replica. Used on one event loop; {@link #finish} may be called by any
 * thread.
 */
final class ResumableStream implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final Context context;
    private final Runnable leave;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> end;
    private boolean betweenEvents = true;
    private boolean finishing;
    private boolean ended;

    /**
     * @param source what the replica sends
     * @param context the event loop of the request
     * @param leave tells the replica that nobody listens any more
     */
    ResumableStream(ReadStream<Buffer> source, Context context, Runnable leave) {
        this.source = source;
        this.context = context;
        this.leave = leave;
    }

    /** Ends it at once, or after the event that is half sent. */
    void finish() {
        context.runOnContext(now -> {
            finishing = true;
            endBetweenEvents();
        });
    }

    private void endBetweenEvents() {
        if (finishing && betweenEvents && !ended) {
            ended = true;
            if (end != null) {
                end.handle(null);
            }
            leave.run();
        }
    }

    private void heard(Buffer buffer) {
        if (ended) {
            return;
        }
        if (handler != null) {
            handler.handle(buffer);
        }
        int length = buffer.length();
        if (length > 1) {
            betweenEvents = buffer.getByte(length - 1) == '\n' && buffer.getByte(length - 2) == '\n';
        } else if (length == 1) {
            betweenEvents = false;
        }
        endBetweenEvents();
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> to) {
        handler = to;
        source.handler(to == null ? null : this::heard);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> to) {
        end = to;
        source.endHandler(
                to == null
                        ? null
                        : done -> {
                            if (!ended) {
                                ended = true;
                                to.handle(null);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> to) {
        source.exceptionHandler(
                to == null
                        ? null
                        : failure -> {
                            if (!ended) {
                                ended = true;
                                to.handle(failure);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
