package io.agentaiops.agentgateway.privacy;

import java.util.function.Consumer;

/** What one feature stores about people. A table that names a principal needs one; a test looks for those that lack it. */
public interface PersonalData {

    /** Its name in the export. */
    String name();

    /** Hands over each thing that is stored about the person, as something that can be written as JSON. */
    void export(String principal, Consumer<Object> each);

    /** Removes it, or removes the person from it where others need it; in the caller's transaction. Says how many rows. */
    long erase(String principal);
}
