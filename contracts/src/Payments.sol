// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";

import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {Payouts} from "./Payouts.sol";
import {Receivables} from "./Receivables.sol";
import {Units} from "./Units.sol";
import {IRefundee} from "./interfaces/IRefundee.sol";
import {Confirmations, TOPIC_DISPUTE, TOPIC_PAYMENT, TOPIC_REFUND} from "./types/Fact.sol";
import {Booking, Receipt, Refund, Reserve} from "./types/Receipt.sol";

/// @title Payments
/// @notice Turns payments that succeeded at a payment processor into units on the Ledger, takes units back for refunds and disputes,
/// and pays units out.
/// @dev
/// MONEY
/// - One unit is one minor unit of a currency that a processor account received, on the word of a quorum. Each (quorum, currency,
///   processor) is a series of its own, so that a unit names whose word it is. The series are unrestricted.
/// - `issue` creates units for an attested payment, straight into the payee's account when the payment names one. When the payee
///   does not take them they go to the payer. The payment is used either way.
/// - `refund` books an attested refund, `dispute` a payment that the payer's bank took back: the money has left the processor, so
///   units of that amount must come back. The payee returns at once what it can; the rest is a receivable against the payee's
///   account, or against the payer where the payee never had the units. `reinstate` books a dispute that was won: its money pays
///   the payee once more only if the payee gives back what it owes of it.
/// - A debtor pays by moving units to the account `receivableKeyOf(debtor, key, id)` of this contract, at any time; `collect`
///   destroys them. What was moved there beyond the receivable goes back to the debtor.
/// - A processor account with a reserve withholds its rate of what a payee gets, for a time; `release` then covers what the payee
///   still owes and gives it the rest. What a payer gets back itself is never withheld.
/// - `instruct` destroys units whose holder wants the money. They count as in flight until the payout is reported.
///
/// ROLES
/// - There is no owner, pause or upgrade. Whoever submits a fact pays the gas and decides nothing.
/// - A quorum can issue and recall only the units of its own series.
///
/// GAS
/// - At least `gasLimit` of the receipt, and never less than `PAYEE_GAS`, reaches `onPayment` and `onRefund`; a call with less
///   reverts before anything is used, so that nobody can make a payee fail by starving it. What the payee burns never takes what
///   is needed to finish.
///
/// ASSUMPTIONS
/// - Attestors sign a payment only when its payer is an account that can hold units (neither zero nor the Ledger) and its gas
///   limit fits into a block; otherwise it cannot be issued.
/// - Attestors sign a payment of a processor account with a reserve only when the reserve is declared.
/// - Attestors sign a refund after the payment it belongs to, and its amount lies within the payment.
/// - Attestors execute an instruction once, when the chain cannot drop it any more, and report how it ended.
///
/// WHAT IS NOT CHECKED
/// - What the processor account really holds: `dueFromProcessor` says what it must hold.
/// - Whether a payee tells the truth in `onRefund`: what arrived is counted instead. A payee that reverts owes it all.
/// - Whether a currency code is one of ISO 4217.
/// - Whether a payee's account key is zero, which stands for a payer: what `collect` gives back of it reaches the payee itself.
///
/// INVARIANTS
/// PAYMENTS-1 Per id, processor balance + receivables = units outstanding + in flight + reserve, at any time.
/// PAYMENTS-2 Within a quorum a payment is issued at most once, a refund or dispute booked at most once, a dispute won at most
///            once, and what went back of a payment never exceeds it.
/// PAYMENTS-3 An instruction only moves forward, and what it took from its owner is either in flight, paid, or the owner's again.
contract Payments is Payouts, Receivables, Multicallable {
    /// @notice What reaches a payee at the least, in gas.
    uint256 public constant PAYEE_GAS = 200_000;

    /// @notice What the Ledger may use for itself while it issues and pays, in gas.
    uint256 public constant ISSUE_GAS = 100_000;

    /// @notice What is kept back from a payee to finish, in gas.
    uint256 public constant RESERVE_GAS = 150_000;

    /// @notice What a rate of the whole is, in ten-thousandths.
    uint16 public constant WHOLE = 10_000;

    /// @dev What a won dispute leaves in place of its content.
    bytes32 private constant REINSTATED = bytes32(uint256(1));

    mapping(bytes32 quorum => mapping(bytes32 paymentKey => Booking)) private _bookings;
    mapping(bytes32 quorum => mapping(bytes32 subject => bytes32 content)) private _refunds;

    /// @notice The reserve of a processor account; nothing for one that has none.
    mapping(bytes32 processor => Reserve) public reserveOf;

    /// @notice Units were created for a payment. The payee's own events of it come before this one.
    /// @param delivered Whether the payee took the units; otherwise the payer has them.
    /// @param observedAt The business time of the payment, as a Unix timestamp.
    /// @param withheld What the payee did not get yet, in the currency's minor unit.
    /// @param mask Bit i is set when attestor i signed.
    event PaymentIssued(
        bytes32 indexed paymentKey,
        bytes32 indexed quorum,
        bytes32 indexed key,
        Receipt receipt,
        uint256 id,
        uint40 observedAt,
        bool delivered,
        uint128 withheld,
        uint32 mask
    );

    /// @notice A refund was booked. The payee's own events of it come before this one.
    /// @param key The payee's account key.
    /// @param amount What the payer got back, in the smallest unit of `id`.
    /// @param returned What was destroyed of the debtor's units in the same call, in the smallest unit of `id`; with older
    /// receivables it may exceed `amount`.
    /// @param bookedAt The booking date, as a Unix timestamp.
    /// @param observedAt The business time of the refund, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event PaymentRefunded(
        bytes32 indexed paymentKey,
        bytes32 indexed refundId,
        bytes32 indexed key,
        uint256 id,
        uint128 amount,
        uint128 returned,
        uint40 bookedAt,
        uint40 observedAt,
        uint32 mask
    );

    /// @notice A payer's bank took a payment back. The payee's own events of it come before this one.
    /// @param disputeId The processor's dispute id, hashed.
    /// @param key The payee's account key.
    /// @param amount What was taken back, in the smallest unit of `id`.
    /// @param returned As in `PaymentRefunded`.
    /// @param bookedAt The booking date, as a Unix timestamp.
    /// @param observedAt The business time of the dispute, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event PaymentDisputed(
        bytes32 indexed paymentKey,
        bytes32 indexed disputeId,
        bytes32 indexed key,
        uint256 id,
        uint128 amount,
        uint128 returned,
        uint40 bookedAt,
        uint40 observedAt,
        uint32 mask
    );

    /// @notice A dispute was won: the money is back. The payee's own events of it come before this one.
    /// @param disputeId The processor's dispute id, hashed.
    /// @param key The payee's account key.
    /// @param amount What came back, in the smallest unit of `id`.
    /// @param covered What of it lowered the debtor's receivable, in the smallest unit of `id`; zero when it was delivered, because
    /// what the payee then gave back is collected.
    /// @param delivered Whether the payee took it as a payment.
    /// @param bookedAt The booking date, as a Unix timestamp.
    /// @param observedAt The business time of the decision, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event DisputeWon(
        bytes32 indexed paymentKey,
        bytes32 indexed disputeId,
        bytes32 indexed key,
        uint256 id,
        uint128 amount,
        uint128 covered,
        bool delivered,
        uint40 bookedAt,
        uint40 observedAt,
        uint32 mask
    );

    /// @notice A processor account withholds a reserve.
    /// @param processor The name of the account together with its reserve.
    /// @param account The hash that names the account itself.
    event ReserveDeclared(bytes32 indexed processor, bytes32 account, uint16 rate, uint32 duration);

    /// @notice What was withheld of a payment was released.
    /// @param key The payee's account key.
    /// @param amount What was withheld, in the smallest unit of `id`.
    /// @param covered What of it lowered the payee's receivable, in the smallest unit of `id`; the rest reached its account as a surplus.
    event ReserveReleased(bytes32 indexed paymentKey, bytes32 indexed key, uint256 id, uint128 amount, uint128 covered);

    /// @notice Thrown when the payment was issued before.
    error AlreadyIssued(bytes32 paymentKey);

    /// @notice Thrown when the refund was booked before.
    error AlreadyRefunded(bytes32 refundId);

    /// @notice Thrown when no such payment was issued.
    error PaymentUnknown(bytes32 paymentKey);

    /// @notice Thrown when the payment was issued with another receipt.
    /// @param given The hash of the receipt given.
    /// @param expected The hash of the receipt issued.
    error ReceiptDiffers(bytes32 given, bytes32 expected);

    /// @notice Thrown when the refund is of another payment.
    error PaymentDiffers(bytes32 given, bytes32 expected);

    /// @notice Thrown when the refunds of a payment would exceed it, both in the currency's minor unit.
    error RefundAbovePayment(uint256 refunded, uint256 amount);

    /// @notice Thrown when the payee could be starved, both in gas.
    error GasNotAvailable(uint256 given, uint256 needed);

    /// @notice Thrown when there is no such dispute, or it was won before.
    error NotDisputed(bytes32 disputeId);

    /// @notice Thrown when a payee gives back less than it owes of what it is paid, both in the currency's minor unit.
    error BelowOwed(uint256 returned, uint256 owed);

    /// @notice Thrown when anyone else calls what this contract does in one step.
    error NotThisContract(address caller);

    /// @notice Thrown when a reserve would withhold more than there is, in ten-thousandths.
    error ReserveAboveWhole(uint16 rate, uint16 whole);

    /// @notice Thrown when nothing of the payment is withheld.
    error NothingWithheld(bytes32 paymentKey);

    /// @notice Thrown when the reserve is withheld for longer, both as Unix timestamps.
    error WithheldUntil(uint256 given, uint256 expected);

    constructor(Ledger ledger, Facts facts) Units(ledger, facts) {}

    /* IN */

    /// @notice Gives a processor account with a reserve its name; anyone may. The name holds the reserve, so it never changes.
    /// @param account The hash that names the account itself.
    /// @param rate What is withheld, in ten-thousandths.
    /// @param duration For how long, in seconds.
    function declareReserve(bytes32 account, uint16 rate, uint32 duration) external returns (bytes32 processor) {
        require(rate <= WHOLE, ReserveAboveWhole(rate, WHOLE));
        processor = keccak256(abi.encode(account, rate, duration));
        if (reserveOf[processor].rate == rate) return processor;

        reserveOf[processor] = Reserve(rate, duration);
        emit ReserveDeclared(processor, account, rate, duration);
    }

    /// @notice Creates the units of an attested payment.
    /// @param receipt The payment. The fact's subject is its key, its value the hash of the receipt.
    /// @param observedAt The business time of the payment, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function issue(Receipt calldata receipt, uint40 observedAt, Confirmations calldata confirmations) external {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _bookings[receipt.quorum][paymentKey];
        require(booking.receipt == 0, AlreadyIssued(paymentKey));
        bytes32 content = keccak256(abi.encode(receipt));
        _requireFact(receipt.quorum, TOPIC_PAYMENT, paymentKey, 0, content, observedAt, confirmations);

        booking.receipt = content;
        uint256 id = open(receipt.quorum, receipt.currency, receipt.processor);
        uint128 withheld = receipt.payee == address(0) ? 0 : _withhold(receipt, booking, id);

        bool delivered = _deliver(receipt, id, receipt.amount - withheld, paymentKey, receipt.bookedAt);
        if (!delivered) {
            if (withheld != 0) withheld = _giveUp(booking, id, withheld);
            if (receipt.payee != address(0)) booking.bounced = true;
            LEDGER.issue(_seriesIn(id), receipt.payer, receipt.amount);
        }
        emit PaymentIssued(
            paymentKey, receipt.quorum, receipt.key, receipt, id, observedAt, delivered, withheld, confirmations.mask
        );
    }

    function _withhold(Receipt calldata receipt, Booking storage booking, uint256 id)
        private
        returns (uint128 withheld)
    {
        Reserve memory reserve = reserveOf[receipt.processor];
        if (reserve.rate == 0) return 0;
        // Fits: at most the amount.
        // forge-lint: disable-next-line(unsafe-typecast)
        withheld = uint128(uint256(receipt.amount) * reserve.rate / WHOLE);
        booking.withheld = withheld;
        // Fits: time and duration are far below.
        // forge-lint: disable-next-line(unsafe-typecast)
        booking.releasableAt = uint40(block.timestamp + reserve.duration);
        _totals[id].reserve += withheld;
    }

    /// @dev The payee took nothing, so nothing is withheld from it.
    function _giveUp(Booking storage booking, uint256 id, uint128 withheld) private returns (uint128 none) {
        booking.withheld = 0;
        _totals[id].reserve -= withheld;
        return 0;
    }

    /// @dev All that the payee and the Ledger did is undone when it fails.
    function _deliver(Receipt calldata receipt, uint256 id, uint128 amount, bytes32 paymentKey, uint40 bookedAt)
        private
        returns (bool)
    {
        if (receipt.payee == address(0)) return false;
        bytes memory purpose = abi.encode(paymentKey, receipt.payer, bookedAt);
        // One 64th of what the Ledger has left stays with it.
        _requireGas(ISSUE_GAS + _before64th(_gasFor(receipt)));

        try LEDGER.issueAndPay{gas: gasleft() - RESERVE_GAS}(
            _seriesIn(id), receipt.payee, receipt.key, amount, purpose
        ) {
            return true;
        } catch {
            return false;
        }
    }

    /// @notice Releases what is withheld of a payment, once its time is over: it covers what the payee owes, then what is left is the
    /// payee's; anyone may call it.
    /// @param receipt The payment as it was issued.
    function release(Receipt calldata receipt) external {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _requireIssued(receipt, paymentKey);
        uint128 withheld = booking.withheld;
        require(withheld != 0, NothingWithheld(paymentKey));
        require(block.timestamp >= booking.releasableAt, WithheldUntil(block.timestamp, booking.releasableAt));

        booking.withheld = 0;
        uint256 id = idOf(receipt.quorum, receipt.currency, receipt.processor);
        _totals[id].reserve -= withheld;
        bytes32 receivableKey = receivableKeyOf(receipt.payee, receipt.key, id);
        _collectEarlier(receivableKey, id);
        uint128 covered = _cover(receivableKey, id, withheld);
        emit ReserveReleased(paymentKey, receipt.key, id, withheld, covered);

        if (withheld != covered) {
            LEDGER.issue(_seriesIn(id), LEDGER.accountOf(receipt.payee, receipt.key), withheld - covered);
        }
    }

    /* BACK */

    /// @notice Books an attested refund and takes back what the payee can return now.
    /// @param receipt The payment as it was issued.
    /// @param refunded The refund. The fact's subject is `keccak256(abi.encode(paymentKey, refundId))`, its value the refund's hash.
    /// @param observedAt The business time of the refund, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function refund(
        Receipt calldata receipt,
        Refund calldata refunded,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        bytes32 content = keccak256(abi.encode(refunded));
        (uint256 id, uint128 returned) = _takeBack(receipt, refunded, TOPIC_REFUND, content, observedAt, confirmations);
        emit PaymentRefunded(
            refunded.paymentKey,
            refunded.refundId,
            receipt.key,
            id,
            refunded.amount,
            returned,
            refunded.bookedAt,
            observedAt,
            confirmations.mask
        );
    }

    /// @notice Books that the payer's bank took a payment back, and takes back what the payee can return now.
    /// @param receipt The payment as it was issued.
    /// @param disputed What was taken back, under the dispute's id. The fact's subject and value are those of a refund.
    /// @param observedAt The business time of the dispute, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function dispute(
        Receipt calldata receipt,
        Refund calldata disputed,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        (uint256 id, uint128 returned) = _takeBack(
            receipt, disputed, TOPIC_DISPUTE, _disputeOf(disputed), observedAt, confirmations
        );
        emit PaymentDisputed(
            disputed.paymentKey,
            disputed.refundId,
            receipt.key,
            id,
            disputed.amount,
            returned,
            disputed.bookedAt,
            observedAt,
            confirmations.mask
        );
    }

    function _takeBack(
        Receipt calldata receipt,
        Refund calldata refunded,
        bytes32 topic,
        bytes32 content,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) private returns (uint256 id, uint128 returned) {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _requireIssued(receipt, paymentKey);
        require(refunded.paymentKey == paymentKey, PaymentDiffers(refunded.paymentKey, paymentKey));
        bytes32 subject = keccak256(abi.encode(paymentKey, refunded.refundId));
        require(_refunds[receipt.quorum][subject] == 0, AlreadyRefunded(refunded.refundId));
        uint256 sum = uint256(booking.refunded) + refunded.amount;
        require(sum <= receipt.amount, RefundAbovePayment(sum, receipt.amount));
        _requireFact(receipt.quorum, topic, subject, 0, keccak256(abi.encode(refunded)), observedAt, confirmations);

        _refunds[receipt.quorum][subject] = content;
        // Fits: at most the payment's amount.
        // forge-lint: disable-next-line(unsafe-typecast)
        booking.refunded = uint128(sum);

        id = idOf(receipt.quorum, receipt.currency, receipt.processor);
        returned = _hasPayee(receipt, booking)
            ? _recall(receipt, refunded, id)
            : _owe(receivableKeyOf(receipt.payer, 0, id), id, refunded.amount);
    }

    /// @dev Asks the payee for the refunded amount, after older receivables took what had arrived for them. Its answer is not read
    /// and its failure changes nothing: what it did not move is owed.
    function _recall(Receipt calldata receipt, Refund calldata refunded, uint256 id)
        private
        returns (uint128 returned)
    {
        bytes32 receivableKey = receivableKeyOf(receipt.payee, receipt.key, id);
        _collectEarlier(receivableKey, id);
        _charge(receivableKey, id, refunded.amount);

        bytes memory data = abi.encodeCall(
            IRefundee.onRefund, (refunded.paymentKey, receipt.key, id, refunded.amount, refunded.bookedAt)
        );
        _requireGas(_gasFor(receipt));
        LibCall.tryCall(receipt.payee, 0, gasleft() - RESERVE_GAS, 0, data);

        returned = _settle(receivableKey, id);
    }

    function _owe(bytes32 receivableKey, uint256 id, uint128 amount) private returns (uint128 returned) {
        _charge(receivableKey, id, amount);

        returned = _settle(receivableKey, id);
    }

    /// @notice Books that a dispute was won: the money reaches the payee as a payment of its own, of which it gives back what it owes.
    /// Where the payee does not, or never had the payment, it covers what the debtor owes and the rest is the debtor's.
    /// @param receipt The payment as it was issued.
    /// @param disputed The dispute as it was booked. The fact's subject is the dispute's, its round 1, its value the hash of the
    /// dispute and of `bookedAt`.
    /// @param bookedAt The booking date, as a Unix timestamp.
    /// @param observedAt The business time of the decision, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function reinstate(
        Receipt calldata receipt,
        Refund calldata disputed,
        uint40 bookedAt,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _requireIssued(receipt, paymentKey);
        bytes32 subject = keccak256(abi.encode(paymentKey, disputed.refundId));
        require(_refunds[receipt.quorum][subject] == _disputeOf(disputed), NotDisputed(disputed.refundId));
        bytes32 value = keccak256(abi.encode(disputed, bookedAt));
        _requireFact(receipt.quorum, TOPIC_DISPUTE, subject, 1, value, observedAt, confirmations);

        _refunds[receipt.quorum][subject] = REINSTATED;
        booking.refunded -= disputed.amount;
        uint256 id = idOf(receipt.quorum, receipt.currency, receipt.processor);
        bool hasPayee = _hasPayee(receipt, booking);
        bool delivered = hasPayee && _deliverWon(receipt, id, disputed.amount, subject, bookedAt);
        uint128 covered = delivered ? 0 : _restore(receipt, hasPayee, id, disputed.amount);
        emit DisputeWon(
            paymentKey,
            disputed.refundId,
            receipt.key,
            id,
            disputed.amount,
            covered,
            delivered,
            bookedAt,
            observedAt,
            confirmations.mask
        );
    }

    /// @dev All that the payee and the Ledger did is undone when it fails, or keeps what it owes.
    function _deliverWon(Receipt calldata receipt, uint256 id, uint128 amount, bytes32 subject, uint40 bookedAt)
        private
        returns (bool)
    {
        bytes memory purpose = abi.encode(subject, receipt.payer, bookedAt);
        _requireGas(RESERVE_GAS + _before64th(ISSUE_GAS + _before64th(_gasFor(receipt))));

        try this.payWon{gas: gasleft() - RESERVE_GAS}(receipt, id, amount, purpose) {
            return true;
        } catch {
            return false;
        }
    }

    /// @notice Pays a payee what a dispute that was won brought back, unless it keeps what it owes: its units may be gone, and
    /// the money must not pay it twice. This contract alone calls it, so that it is undone as a whole.
    /// @param receipt The payment as it was issued.
    /// @param amount What came back, in the smallest unit of `id`.
    /// @param purpose What the payee is told.
    function payWon(Receipt calldata receipt, uint256 id, uint128 amount, bytes calldata purpose) external {
        require(msg.sender == address(this), NotThisContract(msg.sender));
        bytes32 receivableKey = receivableKeyOf(receipt.payee, receipt.key, id);
        uint256 owed = FixedPointMathLib.min(receivableOf[receivableKey], amount);
        LEDGER.issueAndPay{gas: gasleft() - RESERVE_GAS}(_seriesIn(id), receipt.payee, receipt.key, amount, purpose);

        // Units count, not the receivable: that the payee could have lowered from within by another dispute that was won.
        uint128 returned = _settle(receivableKey, id);
        require(returned >= owed, BelowOwed(returned, owed));
        if (returned != 0) emit ReceivableCollected(receivableKey, id, returned);
    }

    function _restore(Receipt calldata receipt, bool hasPayee, uint256 id, uint128 amount)
        private
        returns (uint128 covered)
    {
        (address debtor, bytes32 key) = hasPayee ? (receipt.payee, receipt.key) : (receipt.payer, bytes32(0));
        bytes32 receivableKey = receivableKeyOf(debtor, key, id);
        _collectEarlier(receivableKey, id);
        covered = _cover(receivableKey, id, amount);

        if (covered == amount) return covered;
        address home = hasPayee ? LEDGER.accountOf(debtor, key) : debtor;
        LEDGER.issue(_seriesIn(id), home, amount - covered);
    }

    /* CHECKS */

    function _requireIssued(Receipt calldata receipt, bytes32 paymentKey)
        private
        view
        returns (Booking storage booking)
    {
        booking = _bookings[receipt.quorum][paymentKey];
        bytes32 expected = booking.receipt;
        require(expected != 0, PaymentUnknown(paymentKey));
        bytes32 given = keccak256(abi.encode(receipt));
        require(given == expected, ReceiptDiffers(given, expected));
    }

    function _gasFor(Receipt calldata receipt) private pure returns (uint256) {
        return FixedPointMathLib.max(receipt.gasLimit, PAYEE_GAS);
    }

    /// @dev Enough to pass `amount` to a call and to keep the reserve.
    function _requireGas(uint256 amount) private view {
        uint256 needed = _before64th(amount) + RESERVE_GAS;
        uint256 given = gasleft();
        require(given >= needed, GasNotAvailable(given, needed));
    }

    /// @dev What must be there so that `amount` is left after a 64th stays with the caller, rounded up.
    function _before64th(uint256 amount) private pure returns (uint256) {
        return amount + amount / 63 + 1;
    }

    /// @dev Whether the payee has the units, or had.
    function _hasPayee(Receipt calldata receipt, Booking storage booking) private view returns (bool) {
        return receipt.payee != address(0) && !booking.bounced;
    }

    /// @dev Tells a dispute from a refund of the same content.
    function _disputeOf(Refund calldata disputed) private pure returns (bytes32) {
        return keccak256(abi.encode(TOPIC_DISPUTE, disputed));
    }

    /* VIEWS */

    /// @notice What was booked for a payment on the quorum's word.
    function bookingOf(bytes32 quorum, bytes32 paymentKey) external view returns (Booking memory) {
        return _bookings[quorum][paymentKey];
    }

    /// @notice Whether the refund or dispute was booked on the quorum's word.
    function isRefunded(bytes32 quorum, bytes32 paymentKey, bytes32 refundId) external view returns (bool) {
        return _refunds[quorum][keccak256(abi.encode(paymentKey, refundId))] != 0;
    }

    /// @notice The key of a payment: the subject of its fact.
    function paymentKeyOf(bytes32 processor, bytes32 transaction) public pure returns (bytes32) {
        return keccak256(abi.encode(processor, transaction));
    }
}
